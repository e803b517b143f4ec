//===- ForeignFiles.cpp - programs that are not text ----------------------===//
// Other tools' binary forms change with their versions, and are read by these
// alone; each can print the text that ours read.

#include "tp/Driver/Driver.h"
#include "llvm/ADT/StringRef.h"

using namespace llvm;

/// The name of who wrote MLIR's bytecode, behind its magic and its version;
/// empty when `content` is none.
static StringRef producerOf(StringRef content) {
  if (!content.consume_front("ML\xefR") || content.empty())
    return "";
  return content.drop_front().take_until([](char c) { return c == '\0'; });
}

std::string tp::describeForeignFile(StringRef content) {
  // No text has a byte of 0; a prefix tells as well as all of it.
  constexpr size_t kPrefix = 4096;
  if (!content.take_front(kPrefix).contains('\0'))
    return "";
  StringRef producer = producerOf(content);
  // Our own bytecode is that of the library below.
  if (producer.starts_with("MLIR"))
    return "";
  if (!producer.empty())
    return ("is bytecode of " + producer.take_front(80) +
            ", which is not supported; its text is: python -c \"import sys; "
            "from jaxlib.mlir.ir import Context; from jax.extend.mlir import "
            "deserialize_portable_artifact as read; "
            "print(read(sys.stdin.buffer.read(), Context()))\" < FILE")
        .str();
  return "is no text, and not supported; the text of what jax.export has "
         "serialized is: python -c \"import sys; from jax import export; "
         "print(export.deserialize(bytearray(sys.stdin.buffer.read()))"
         ".mlir_module())\" < FILE";
}
