/* kernel.h - how compiled kernels are called, and what they say of themselves.
 *
 * On the CPU a kernel is a function, tprt_kernel_fn, called for ranges of its
 * tiles. On a GPU it is an entry whose parameters are the operands' addresses
 * and then the coordinates as 64-bit integers, each 8 bytes; its grid has one
 * block of `threads` threads for each tile. */
#ifndef TPRT_KERNEL_H
#define TPRT_KERNEL_H
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* Runs tiles [first_tile, last_tile) of a kernel.
 * `operands`: base addresses, inputs first, then outputs; dense row-major,
 * aligned to 64 bytes. `coordinates`: the rank's position along the mesh axes
 * that the kernel asked for, in the order of the file's Launch.coordinates.
 * Tiles are independent: any split of the range over threads gives the same
 * bytes. The kernel allocates nothing and keeps no pointer. */
typedef void (*tprt_kernel_fn)(void *const *operands,
                               const int64_t *coordinates, int64_t first_tile,
                               int64_t last_tile);

/* What a kernel expects of its caller. A kernel NAME may be accompanied by a
 * constant NAME_info in the same code; the loader then refuses a file whose
 * tables say otherwise, so that no table, however damaged, makes the kernel
 * leave its operands. Without it the tables are believed.
 *
 * In a CPU's shared object NAME_info has this form. In PTX and cubins it is an
 * array of 64-bit integers in constant or global memory: tiles, threads,
 * shared_bytes, num_operands, num_reads, num_coordinates, then the
 * operand_bytes and the coordinate_sizes. */
typedef struct tprt_kernel_info {
  uint64_t tiles;
  uint32_t threads;      /* of one tile; CPU: 1 */
  uint32_t shared_bytes; /* of dynamic shared memory; CPU: 0 */
  uint32_t num_operands;
  uint32_t num_reads;
  uint32_t num_coordinates;
  uint32_t reserved;                /* 0 */
  const uint64_t *operand_bytes;    /* num_operands sizes */
  const uint64_t *coordinate_sizes; /* num_coordinates: coordinate < size */
} tprt_kernel_info_t;

#ifdef __cplusplus
}
#endif
#endif /* TPRT_KERNEL_H */
