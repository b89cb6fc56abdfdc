# Settings that every target shares, and the functions that make targets.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)  # a library found in one folder is known where that folder is linked
list(APPEND CMAKE_MODULE_PATH ${PROJECT_SOURCE_DIR}/cmake)

set(KNOTWORK_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize= takes them")
option(KNOTWORK_COVERAGE "instrument for coverage" OFF)
option(KNOTWORK_FUZZ "build the libFuzzer targets (clang only)" OFF)
set(KNOTWORK_MESH "${PROJECT_SOURCE_DIR}/build/mesh" CACHE PATH "folder of the base mesh (brought by ./dev)")
set(KNOTWORK_ATLAS "" CACHE FILEPATH "a compiled atlas to use instead of baking one")
set(KNOTWORK_WASM "" CACHE PATH "folder of the built WebAssembly module; where it is given, its answers are tested")

set(KNOTWORK_ATLAS_FILE ${CMAKE_BINARY_DIR}/share/knotwork/atlas.bin)  # what the programs and the tests load
if(KNOTWORK_ATLAS)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/knotwork)
  file(CREATE_LINK ${KNOTWORK_ATLAS} ${KNOTWORK_ATLAS_FILE} SYMBOLIC)
endif()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# Contraction is off so that every build rounds alike, the WebAssembly one too.
add_compile_options(-ffp-contract=off)
# Instrumentation must reach every object of a program, the tests' too.
if(KNOTWORK_SANITIZE)
  add_compile_options(-fsanitize=${KNOTWORK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${KNOTWORK_SANITIZE})
endif()
if(KNOTWORK_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)  # a fuzz target adds -fsanitize=fuzzer, which brings main()
endif()
if(KNOTWORK_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

# Warnings, which are errors. Linked to by every target of ours, privately.
add_library(knotwork_options INTERFACE)
target_compile_options(knotwork_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
# g++ 12 sees an overlapping copy in `"text" + std::string()`, where there is none (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(knotwork_options INTERFACE -Wno-restrict)
endif()

# knotwork_library(name SOURCES... LIBS...): one folder of src/ as a static library.
function(knotwork_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ARG_LIBS} PRIVATE knotwork_options)
endfunction()

if(EMSCRIPTEN)
  include(wasm)
endif()
