/* kernel_files.h - the tests' kernels, compiled, as bytes of the test program.
 *
 * So that the conformance suite is one file, to be taken to a machine that has
 * a device but no compiler. */
#ifndef TEST_RUNTIME_KERNEL_FILES_H
#define TEST_RUNTIME_KERNEL_FILES_H

#ifdef __cplusplus
extern "C" {
#endif

/* kernels.c as a shared object for this kind of processor. */
extern const unsigned char test_kernels_elf[], test_kernels_elf_end[];

/* kernels.ptx. */
extern const unsigned char test_kernels_ptx[], test_kernels_ptx_end[];

#ifdef __cplusplus
}
#endif
#endif /* TEST_RUNTIME_KERNEL_FILES_H */
