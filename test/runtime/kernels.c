/* kernels.c - the compiled kernels of the tests' files.
 *
 * Written as the compiler's are: no libc, tiles independent, each with the
 * constant that says what it expects. kernels.ptx has the same for GPUs, so
 * that no name may be an instruction of PTX. */
#include "tprt/kernel.h"

#define EXPORT __attribute__((visibility("default")))

/* out = a + b over TILES * WIDTH floats. */
enum { ADD_TILES = 64, ADD_WIDTH = 16 };

EXPORT void add_arrays(void *const *operands, const int64_t *coordinates,
                       int64_t first_tile, int64_t last_tile) {
  (void)coordinates;
  const float *a = operands[0], *b = operands[1];
  float *out = operands[2];
  for (int64_t i = first_tile * ADD_WIDTH; i < last_tile * ADD_WIDTH; ++i)
    out[i] = a[i] + b[i];
}
static const uint64_t add_bytes[] = {4 * ADD_TILES * ADD_WIDTH,
                                     4 * ADD_TILES *ADD_WIDTH,
                                     4 * ADD_TILES *ADD_WIDTH};
EXPORT const tprt_kernel_info_t add_arrays_info = {ADD_TILES, 1, 0, 3, 2, 0, 0,
                                                   add_bytes, 0};

/* out[i] = 2 * in[i] + 1 over 16 floats: one step of a state. */
EXPORT void advance(void *const *operands, const int64_t *coordinates,
                    int64_t first_tile, int64_t last_tile) {
  (void)coordinates;
  const float *in = operands[0];
  float *out = operands[1];
  for (int64_t tile = first_tile; tile < last_tile; ++tile)
    for (int64_t i = 0; i < 16; ++i)
      out[i] = 2 * in[i] + 1;
}
static const uint64_t step_bytes[] = {64, 64};
EXPORT const tprt_kernel_info_t advance_info = {1, 1, 0,          2, 1,
                                                0, 0, step_bytes, 0};

/* out[0], out[1] = the two coordinates, as ints. */
static const uint64_t where_bytes[] = {8};
static const uint64_t where_sizes[] = {64, 64};
EXPORT void position(void *const *operands, const int64_t *coordinates,
                     int64_t first_tile, int64_t last_tile) {
  int32_t *out = operands[0];
  if (first_tile < last_tile) {
    out[0] = (int32_t)coordinates[0];
    out[1] = (int32_t)coordinates[1];
  }
}
EXPORT const tprt_kernel_info_t position_info = {
    1, 1, 0, 1, 0, 2, 0, where_bytes, where_sizes};

/* Counts its tiles: out[tile] += 1 over 1000 tiles of one int. */
static const uint64_t count_bytes[] = {4000};
EXPORT void count_tiles(void *const *operands, const int64_t *coordinates,
                        int64_t first_tile, int64_t last_tile) {
  (void)coordinates;
  int32_t *out = operands[0];
  for (int64_t tile = first_tile; tile < last_tile; ++tile)
    out[tile] += 1;
}
EXPORT const tprt_kernel_info_t count_tiles_info = {1000, 1, 0,           1, 0,
                                                    0,    0, count_bytes, 0};

/* Stays until flag[0] is not 0, on the rank whose coordinate equals rank[0]:
 * a rank that is stuck. It has no info, as a kernel may. */
EXPORT void stay(void *const *operands, const int64_t *coordinates,
                 int64_t first_tile, int64_t last_tile) {
  const int32_t *rank = operands[0];
  const volatile int32_t *flag = operands[1];
  (void)first_tile;
  (void)last_tile;
  if (coordinates[0] == rank[0])
    while (!*flag) {
    }
}
