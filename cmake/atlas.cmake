# The compiled atlas: `knotwork-bake` makes it from knowledge/ and the base mesh, anew whenever one of them changes.
if(KNOTWORK_ATLAS)
  add_custom_target(atlas)
else()
  file(GLOB_RECURSE knowledge_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/knowledge/*)
  list(FILTER knowledge_files EXCLUDE REGEX "/knowledge/translations/")  # for the app alone
  add_custom_command(
    OUTPUT ${KNOTWORK_ATLAS_FILE}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/share/knotwork
    COMMAND knotwork-bake ${PROJECT_SOURCE_DIR}/knowledge ${KNOTWORK_MESH} ${KNOTWORK_ATLAS_FILE}
    DEPENDS knotwork-bake ${knowledge_files}
    COMMENT "Baking the atlas"
    VERBATIM)
  add_custom_target(atlas ALL DEPENDS ${KNOTWORK_ATLAS_FILE})
endif()
