# Building with Emscripten. Debian's header-only libraries lie in /usr/include, which must not come before Emscripten's
# own system headers: the build gets a folder of links to just the headers that it needs.
set(knotwork_wasm_include ${CMAKE_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${knotwork_wasm_include})
foreach(header nlohmann tl xxhash.h xxh3.h)
  if(NOT EXISTS /usr/include/${header})
    message(FATAL_ERROR "/usr/include/${header} is missing: ./dev build installs what is needed")
  endif()
  file(CREATE_LINK /usr/include/${header} ${knotwork_wasm_include}/${header} SYMBOLIC)
endforeach()
include_directories(SYSTEM ${PROJECT_SOURCE_DIR}/cmake/wasm ${knotwork_wasm_include})

# The packages that the shared folders ask for; their own config files would name /usr/include.
add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED GLOBAL)
add_library(tl::expected INTERFACE IMPORTED GLOBAL)
foreach(package nlohmann_json tl-expected)
  file(WRITE ${CMAKE_BINARY_DIR}/packages/Find${package}.cmake "set(${package}_FOUND TRUE)\n")
endforeach()
list(APPEND CMAKE_MODULE_PATH ${CMAKE_BINARY_DIR}/packages)

# Vectors of 128 bits, as every browser of today has them. Loops are vectorised only where that rounds alike, so answers
# stay the same.
add_compile_options(-msimd128)
add_link_options(-msimd128)
