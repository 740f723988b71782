option(CONFRERE_WARNINGS_ARE_ERRORS "Fail on a warning; off where people only build to run" ON)
option(CONFRERE_TESTS "Build the tests" OFF)
option(CONFRERE_BENCH "Build the benchmarks" OFF)
option(CONFRERE_FUZZ "Build the fuzzers (clang)" OFF)
set(CONFRERE_SANITIZE "" CACHE STRING "address,undefined or thread")
set(CONFRERE_WEB_DIST ${CMAKE_SOURCE_DIR}/web/dist CACHE PATH "The built web app")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wall$<SEMICOLON>-Wextra$<SEMICOLON>-Wpedantic$<SEMICOLON>-Wshadow$<SEMICOLON>-Wconversion>)
if(CONFRERE_WARNINGS_ARE_ERRORS)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of gcc 12 inside inlined library code at -O2.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized$<SEMICOLON>-Wno-restrict$<SEMICOLON>-Wno-stringop-overflow$<SEMICOLON>-Wno-array-bounds$<SEMICOLON>-Wno-stringop-overread$<SEMICOLON>-Wno-dangling-pointer>)
endif()
if(CONFRERE_SANITIZE)
  add_compile_options(-fsanitize=${CONFRERE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CONFRERE_SANITIZE})
endif()

if(CONFRERE_FUZZ)
  # Lets the fuzzer see which branches of the libraries an input takes.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # A precompiled header stays cacheable with these (ccache manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER
      env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
          CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_PCH_EXTSUM=1 ${CCACHE})
endif()
