/* kernel_files.c - the tests' kernels, compiled, as bytes of the test program.
 *
 * The assembler copies the files; C11 cannot. */
#include "kernel_files.h"

#define FILE_BYTES(name, path)                                                 \
  __asm__(".pushsection .rodata\n"                                             \
          ".balign 64\n"                                                       \
          ".globl " name "\n" name ":\n"                                       \
          ".incbin \"" path "\"\n"                                             \
          ".globl " name "_end\n" name "_end:\n"                               \
          ".byte 0\n"                                                          \
          ".popsection\n")

FILE_BYTES("test_kernels_elf", TEST_KERNELS);
FILE_BYTES("test_kernels_ptx", TEST_KERNELS_PTX);
