/* kernel.h - how compiled CPU kernels are called. */
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

#ifdef __cplusplus
}
#endif
#endif /* TPRT_KERNEL_H */
