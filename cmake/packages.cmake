# Every outside library, where it enters, and one message with the install line if a required one is missing.

set(mxsim_missing "")
set(mxsim_report "")

function(mxsim_note text)
  set(mxsim_report "${mxsim_report}\n  ${text}" PARENT_SCOPE)
endfunction()

# mxsim_need(<found?> <Debian package> <what it is for>)
macro(mxsim_need found package purpose)
  if(NOT ${found})
    list(APPEND mxsim_missing ${package})
  endif()
  set(mxsim_report "${mxsim_report}\n  ${package}: ${purpose}")
endmacro()

find_package(Threads REQUIRED)
find_package(Boost 1.74 QUIET)
find_package(Eigen3 3.4 QUIET NO_MODULE)
find_package(CLI11 QUIET)
find_package(fmt QUIET)
find_package(nlohmann_json QUIET)
find_package(tomlplusplus QUIET)
find_path(MXSIM_TOMLPLUSPLUS_DIR toml++/toml.h)
find_package(TBB QUIET)

mxsim_need(Boost_FOUND libboost-graph-dev "Boost.Graph (network), Boost.Math (statistics)")
mxsim_need(Eigen3_FOUND libeigen3-dev "Eigen (theory)")
mxsim_need(CLI11_FOUND libcli11-dev "CLI11 (command line)")
mxsim_need(fmt_FOUND libfmt-dev "fmt (formatting)")
mxsim_need(nlohmann_json_FOUND nlohmann-json3-dev "nlohmann-json (JSON output)")
mxsim_need(MXSIM_TOMLPLUSPLUS_DIR libtomlplusplus-dev "toml++ (scenario files)")
if(MXSIM_TESTS)
  find_package(Catch2 QUIET)
  mxsim_need(Catch2_FOUND catch2 "Catch2 ${Catch2_VERSION} (tests)")
endif()
if(TBB_FOUND)
  set(mxsim_report "${mxsim_report}\n  libtbb-dev: oneTBB (replications on threads)")
else()
  set(mxsim_report "${mxsim_report}\n  libtbb-dev: not found, replications run one after the other")
endif()

if(mxsim_missing)
  list(JOIN mxsim_missing " " packages)
  message(FATAL_ERROR "mxsim needs packages that are not installed. On Debian or Ubuntu:\n"
                      "  sudo apt-get install --no-install-recommends ${packages}\n"
                      "or all of them at once: sh packages.sh")
endif()

function(mxsim_summary)
  message(STATUS "mxsim ${PROJECT_VERSION}: ${CMAKE_BUILD_TYPE}, ${CMAKE_CXX_COMPILER_ID} "
                 "${CMAKE_CXX_COMPILER_VERSION}${mxsim_report}\n  tests: ${MXSIM_TESTS}, benchmarks: ${mxsim_benchmarks}")
endfunction()
