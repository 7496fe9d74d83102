# Every outside library, where it enters, and one message with the install line if a required one is missing.

set(mxsim_missing "")
set(mxsim_report "")

# A line of the summary: what it is, what it is for.
function(mxsim_note what purpose)
  string(LENGTH "${what}" used)
  math(EXPR blanks "22 - ${used}")
  if(blanks LESS 1)
    set(blanks 1)
  endif()
  string(REPEAT " " ${blanks} gap)
  set(mxsim_report "${mxsim_report}\n     ${what}${gap}${purpose}" PARENT_SCOPE)
endfunction()

# mxsim_need(<found?> <Debian package> <name and version> <what it is for>)
macro(mxsim_need found package what purpose)
  if(NOT ${found})
    list(APPEND mxsim_missing ${package})
  endif()
  mxsim_note("${what}" "${purpose}")
endmacro()

if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)  # Boost's own package file; CMake's is going away
endif()
find_package(Threads REQUIRED)
find_package(Boost 1.74 QUIET)
find_package(Eigen3 3.4 QUIET NO_MODULE)
find_package(CLI11 QUIET)
find_package(fmt QUIET)
find_package(nlohmann_json QUIET)
find_package(tomlplusplus QUIET)
find_path(MXSIM_TOMLPLUSPLUS_DIR toml++/toml.h)
find_package(TBB QUIET)

mxsim_need(Boost_FOUND libboost-graph-dev "Boost ${Boost_VERSION_STRING}" "networks, statistics")
mxsim_need(Eigen3_FOUND libeigen3-dev "Eigen ${Eigen3_VERSION}" "theory")
mxsim_need(CLI11_FOUND libcli11-dev "CLI11 ${CLI11_VERSION}" "command line")
mxsim_need(fmt_FOUND libfmt-dev "fmt ${fmt_VERSION}" "formatting")
mxsim_need(nlohmann_json_FOUND nlohmann-json3-dev "nlohmann-json ${nlohmann_json_VERSION}" "JSON output")
mxsim_need(MXSIM_TOMLPLUSPLUS_DIR libtomlplusplus-dev "toml++ ${tomlplusplus_VERSION}" "scenario files")
if(TBB_FOUND)
  mxsim_note("oneTBB ${TBB_VERSION}" "replications on threads")
else()
  mxsim_note("no oneTBB" "replications run one after the other (libtbb-dev)")
endif()
if(MXSIM_TESTS)
  find_package(Catch2 QUIET)
  mxsim_need(Catch2_FOUND catch2 "Catch2 ${Catch2_VERSION}" "tests")
else()
  mxsim_note("no tests" "MXSIM_TESTS is off")
endif()

if(mxsim_missing)
  list(JOIN mxsim_missing " " packages)
  message(FATAL_ERROR "mxsim needs packages that are not installed. On Debian or Ubuntu:\n"
                      "  sudo apt-get install --no-install-recommends ${packages}\n"
                      "or all of them at once:\n"
                      "  sh packages.sh\n")
endif()

function(mxsim_summary)
  if(mxsim_benchmarks)
    mxsim_note("benchmarks" "${mxsim_benchmarks}")
  else()
    mxsim_note("no benchmarks" "")
  endif()
  message(STATUS "mxsim ${PROJECT_VERSION}: ${CMAKE_BUILD_TYPE}, ${CMAKE_CXX_COMPILER_ID} "
                 "${CMAKE_CXX_COMPILER_VERSION}${mxsim_report}")
endfunction()
