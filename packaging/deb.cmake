# Debian packages, by `cpack -G DEB` in a build configured for the prefix /usr.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dragoman)
set(CPACK_PACKAGE_VENDOR "the dragoman authors")
set(DG_MAINTAINER "the dragoman authors <dragoman@localhost>" CACHE STRING
    "Who makes the packages and answers for them")
set(CPACK_PACKAGE_CONTACT ${DG_MAINTAINER})
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_COMPONENTS_ALL program data library development)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

# The control files that tell dpkg of the shared library.
set(library libdragoman${DG_ABI})
set(control ${CMAKE_BINARY_DIR}/deb)
file(WRITE ${control}/shlibs
    "libdragoman ${DG_ABI} ${library} (>= ${PROJECT_VERSION})\n")
file(WRITE ${control}/triggers "activate-noawait ldconfig\n")

# Each package's copyright file and changelog, put in by the script.
file(READ ${PROJECT_SOURCE_DIR}/NOTICE notice)
file(WRITE ${control}/copyright "${notice}
On Debian systems the Apache License, Version 2.0, is in /usr/share/common-licenses/Apache-2.0.\n")
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(same ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})
file(WRITE ${control}/changelog.Debian "dragoman (${same}) unstable; urgency=medium

  * Release ${PROJECT_VERSION}.

 -- ${DG_MAINTAINER}  ${now}\n")
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/deb-documents.cmake)
set(CPACK_DG_CONTROL ${control})

set(about "dragoman reads English news and writes down, as data, who did what to
whom, where, when, and who says so: event records with the types of
PLOVER and the codes of CAMEO.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME dragoman)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "dragoman-data (= ${same})")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "${about}")

set(CPACK_DEBIAN_DATA_PACKAGE_NAME dragoman-data)
set(CPACK_DEBIAN_DATA_PACKAGE_SECTION science)
set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DATA_DESCRIPTION "${about}

The models, actors, event frames, ontology and gazetteer.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${library})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${control}/shlibs ${control}/triggers)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "dragoman-data (= ${same})")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "${about}

The shared library.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libdragoman-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
string(JOIN ", " CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${library} (= ${same})"
    libutf8proc-dev libzstd-dev libjansson-dev libxxhash-dev libxml2-dev libsqlite3-dev zlib1g-dev)
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "${about}

The header, static library and pkg-config file.")

include(CPack)
