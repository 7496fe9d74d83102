# A room is a library: its folder's sources and the rooms (or outside libraries) it may name.
#   mxsim_room(sim/mail LINK sim_dns sim_failure)   makes the target sim_mail
function(mxsim_room folder)
  cmake_parse_arguments(ROOM "" "" "LINK;SOURCES" ${ARGN})
  string(REPLACE "/" "_" target ${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
  list(APPEND sources ${ROOM_SOURCES})
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${ROOM_LINK})
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} INTERFACE ${ROOM_LINK})
  endif()
endfunction()

# mxsim_seldom(TARGET HEADER...): runs for an instant and is compiled for minutes. Little optimised (under sanitizers not
# at all), and the headers that most of its sources include are read once; each source still includes what it uses.
function(mxsim_seldom target)
  target_compile_options(${target} PRIVATE -O$<IF:$<BOOL:${MXSIM_SANITIZE}>,0,1>)
  target_precompile_headers(${target} PRIVATE ${ARGN})
endfunction()
