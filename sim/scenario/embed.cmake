# Writes a C++ source that holds the texts of the built-in profiles and mixes, and of the shipped scenarios with the
# files that they name.
#
# From a CMakeLists.txt:
#   include(sim/scenario/embed.cmake)
#   mxsim_embed_scenarios(OUTPUT_VARIABLE)        # the path of the generated source
# The files are listed at configure time; a changed text is embedded again at build time.
# The same file is the script that does the writing (cmake -DOUT=... -DSCENARIOS=... -P embed.cmake).

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  set(content "// Generated from scenarios. Do not edit.\n")
  string(APPEND content "#include \"sim/scenario/builtin.hpp\"\n\n")
  string(APPEND content "namespace mxsim::scenario::detail {\n\n")
  string(APPEND content "extern const BuiltinText builtin_texts[] = {\n")
  foreach(kind profile mix example)
    if(kind STREQUAL "mix")
      file(GLOB files "${SCENARIOS}/mixes/*.toml")
    elseif(kind STREQUAL "profile")
      file(GLOB files "${SCENARIOS}/profiles/*.toml")
    else()
      file(GLOB files "${SCENARIOS}/*.toml" "${SCENARIOS}/*.zone" "${SCENARIOS}/*.qshape")
    endif()
    list(SORT files)
    foreach(path IN LISTS files)
      get_filename_component(name "${path}" NAME)
      string(REGEX REPLACE "\\.toml$" "" name "${name}")
      file(READ "${path}" text)
      string(APPEND content "    {BuiltinKind::${kind}, \"${name}\", R\"toml(${text})toml\"},\n")
    endforeach()
  endforeach()
  string(APPEND content "    {BuiltinKind::profile, {}, {}},\n};\n\n")
  string(APPEND content "}  // namespace mxsim::scenario::detail\n")
  file(WRITE "${OUT}" "${content}")
  return()
endif()

set(mxsim_embed_script "${CMAKE_CURRENT_LIST_FILE}")

function(mxsim_embed_scenarios output_variable)
  get_filename_component(root "${mxsim_embed_script}" DIRECTORY)
  get_filename_component(scenarios "${root}/../../scenarios" ABSOLUTE)
  file(GLOB texts CONFIGURE_DEPENDS "${scenarios}/profiles/*.toml" "${scenarios}/mixes/*.toml"
       "${scenarios}/*.toml" "${scenarios}/*.zone" "${scenarios}/*.qshape")
  set(out "${CMAKE_CURRENT_BINARY_DIR}/generated/builtin_texts.cpp")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${out}" "-DSCENARIOS=${scenarios}" -P "${mxsim_embed_script}"
    DEPENDS ${texts} "${mxsim_embed_script}"
    COMMENT "Embedding profiles, mixes and examples"
    VERBATIM)
  set(${output_variable} "${out}" PARENT_SCOPE)
endfunction()
