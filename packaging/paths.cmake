# Where things are installed, and how the library finds its data from there.
include(GNUInstallDirs)
set(DG_DATA_FOLDER ${CMAKE_INSTALL_FULL_DATADIR}/dragoman)
file(RELATIVE_PATH DG_DATA_FROM_BIN ${CMAKE_INSTALL_FULL_BINDIR} ${DG_DATA_FOLDER})
file(RELATIVE_PATH DG_DATA_FROM_LIB ${CMAKE_INSTALL_FULL_LIBDIR} ${DG_DATA_FOLDER})
file(RELATIVE_PATH DG_PREFIX_FROM_PC ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" DG_PREFIX_FROM_PC ${DG_PREFIX_FROM_PC})

# Debian's zsh reads one folder for packages and another for what is installed by hand.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND EXISTS /etc/debian_version)
    set(DG_ZSH_FOLDER zsh/vendor-completions)
else()
    set(DG_ZSH_FOLDER zsh/site-functions)
endif()
