# Writes a C++ source that holds the shipped scenarios, and the files that they name.
#   cmake -DOUT=... -DSCENARIOS=... -P embed_examples.cmake
set(content "// Generated from scenarios. Do not edit.\n#include \"cli/examples.hpp\"\n\nnamespace mxsim::cli {\n\n")
string(APPEND content "extern const Example shipped_examples[] = {\n")
file(GLOB files "${SCENARIOS}/*.toml" "${SCENARIOS}/*.zone" "${SCENARIOS}/*.qshape")
list(SORT files)
foreach(path IN LISTS files)
  get_filename_component(name "${path}" NAME)
  file(READ "${path}" text)
  string(APPEND content "    {\"${name}\", R\"toml(${text})toml\"},\n")
endforeach()
string(APPEND content "    {{}, {}},\n};\n\n}  // namespace mxsim::cli\n")
file(WRITE "${OUT}" "${content}")
