# What Debian wants in each package beside what is installed: copyright and changelog; and
# manual pages compressed. cpack runs this over the staged components.
foreach(component ${CPACK_COMPONENTS_ALL})
    string(TOUPPER ${component} name)
    set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}${CPACK_PACKAGING_INSTALL_PREFIX})
    set(folder ${root}/share/doc/${CPACK_DEBIAN_${name}_PACKAGE_NAME})
    file(MAKE_DIRECTORY ${folder})
    file(COPY ${CPACK_DG_CONTROL}/copyright ${CPACK_DG_CONTROL}/changelog.Debian
        DESTINATION ${folder})
    file(GLOB pages ${root}/share/man/man1/*.1)
    execute_process(COMMAND gzip -9n ${folder}/changelog.Debian ${pages}
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()
