# Puts files into the program: confrere_embed(target NAME n DIR d GLOB g) gives the target a source
# that defines `std::span<const confrere::EmbeddedFile> confrere::embedded::<n>()` (base/embedded.h).
# The table is made anew when a file is added, removed or changed.
function(confrere_embed target)
  cmake_parse_arguments(ARG "" "NAME;DIR;GLOB" "" ${ARGN})
  get_filename_component(dir ${ARG_DIR} ABSOLUTE)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${dir} ${dir}/${ARG_GLOB})
  list(SORT files)
  set(assembly ${CMAKE_BINARY_DIR}/embedded/${ARG_NAME}.S)
  set(table ${CMAKE_BINARY_DIR}/embedded/${ARG_NAME}.cpp)
  set(blobs ".section .rodata\n")
  set(externs "")
  set(rows "")
  set(number 0)
  set(paths "")
  foreach(file ${files})
    set(symbol confrere_embedded_${ARG_NAME}_${number})
    string(APPEND blobs
      ".balign 16\n.global ${symbol}\n${symbol}:\n.incbin \"${dir}/${file}\"\n"
      ".global ${symbol}_end\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND rows
      "      {\"${file}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    list(APPEND paths ${dir}/${file})
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND blobs ".section .note.GNU-stack,\"\",%progbits\n")
  file(GENERATE OUTPUT ${assembly} CONTENT "${blobs}")
  file(GENERATE OUTPUT ${table} CONTENT
"#include \"base/embedded.h\"
extern \"C\" {
${externs}}
namespace confrere::embedded {
std::span<const EmbeddedFile> ${ARG_NAME}() {
  static const std::vector<EmbeddedFile> files{
${rows}  };
  return files;
}
}  // namespace confrere::embedded
")
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${assembly} ${table})
  set_source_files_properties(${assembly} ${table} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
