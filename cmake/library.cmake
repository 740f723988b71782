# A folder of src/ is one library (confrere_<folder>) of all its .cpp files that are not tests,
# and one test program (<folder>_test) of its *_test.cpp files.
function(confrere_library folder)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/testing/")
  if(NOT sources)
    set(sources ${CMAKE_SOURCE_DIR}/cmake/empty.cpp)
  endif()
  add_library(confrere_${folder} STATIC ${sources})
  target_include_directories(confrere_${folder} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(confrere_${folder} PUBLIC ${ARG_LINK} Threads::Threads)
  confrere_precompile(confrere_${folder})
endfunction()

# Boost.JSON, Describe and fmt are most of a feature file's compile time.
function(confrere_precompile target)
  target_precompile_headers(${target} PRIVATE
    <cstdint> <functional> <map> <memory> <optional> <span> <string> <string_view> <vector>
    <boost/describe.hpp> <boost/json.hpp> <boost/system/result.hpp> <fmt/format.h>)
  confrere_share_precompiled(${target})
endfunction()

# A precompiled header differs at every making. With a sum beside it ccache knows it again all the same
# (ccache manual, pch_external_checksum); the flags it was made with are the target's and hashed anyway.
function(confrere_share_precompiled target)
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  set(header ${CMAKE_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx)
  set(sum "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}, Boost ${Boost_VERSION}, fmt ${fmt_VERSION}")
  foreach(extension gch pch)
    file(CONFIGURE OUTPUT ${header}.${extension}.sum CONTENT "${sum}\n")
  endforeach()
endfunction()

function(confrere_tests folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/${folder}/*_test.cpp src/${folder}/testing/*.cpp)
  if(NOT sources)
    return()
  endif()
  find_package(GTest REQUIRED)
  add_executable(${folder}_test ${sources})
  target_compile_options(${folder}_test PRIVATE $<$<CONFIG:Release>:-O0>) # only what they test needs to be fast
  target_link_libraries(${folder}_test PRIVATE confrere_${folder} GTest::gmock GTest::gtest_main)
  target_precompile_headers(${folder}_test PRIVATE
    <cstdint> <map> <optional> <string> <string_view> <vector>
    <boost/describe.hpp> <boost/json.hpp> <boost/system/result.hpp> <fmt/format.h>
    <gmock/gmock.h> <gtest/gtest.h>)
  confrere_share_precompiled(${folder}_test)
  add_dependencies(tests ${folder}_test)
  add_test(NAME ${folder} COMMAND ${folder}_test --gtest_brief=1 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()
