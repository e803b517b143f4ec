// Kernels as people write them, for kernels_test.cpp. kernels.ptx is made by
//   nvcc -ptx -arch=sm_90 kernels.cu
// and is part of the tests' data, so that they need no nvcc.
#include <cuda_bf16.h>
#include <cuda_fp16.h>

extern "C" {

__global__ void saxpy(float a, const float *__restrict__ x, float *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = a * x[i] + y[i];
}

__global__ void block_sum(const float *x, float *out, int n) {
  __shared__ float parts[32];
  float sum = 0;
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    sum += x[blockIdx.x * n + i];
  for (int by = 16; by; by /= 2)
    sum += __shfl_down_sync(0xffffffff, sum, by);
  if (threadIdx.x % 32 == 0)
    parts[threadIdx.x / 32] = sum;
  __syncthreads();
  if (threadIdx.x < 32) {
    sum = threadIdx.x < blockDim.x / 32 ? parts[threadIdx.x] : 0;
    for (int by = 16; by; by /= 2)
      sum += __shfl_down_sync(0xffffffff, sum, by);
    if (threadIdx.x == 0)
      out[blockIdx.x] = sum;
  }
}

__global__ void softmax(const float *x, float *y, int n) {
  __shared__ float parts[32];
  x += blockIdx.x * n;
  y += blockIdx.x * n;
  float most = -INFINITY;
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    most = fmaxf(most, x[i]);
  for (int by = 16; by; by /= 2)
    most = fmaxf(most, __shfl_xor_sync(0xffffffff, most, by));
  if (threadIdx.x % 32 == 0)
    parts[threadIdx.x / 32] = most;
  __syncthreads();
  most = parts[0];
  for (int i = 1; i < blockDim.x / 32; ++i)
    most = fmaxf(most, parts[i]);
  __syncthreads();
  float sum = 0;
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    sum += expf(x[i] - most);
  for (int by = 16; by; by /= 2)
    sum += __shfl_xor_sync(0xffffffff, sum, by);
  if (threadIdx.x % 32 == 0)
    parts[threadIdx.x / 32] = sum;
  __syncthreads();
  sum = 0;
  for (int i = 0; i < blockDim.x / 32; ++i)
    sum += parts[i];
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    y[i] = expf(x[i] - most) / sum;
}

__global__ void transpose(const float *x, float *y, int rows, int columns) {
  __shared__ float tile[16][17];
  int column = blockIdx.x * 16 + threadIdx.x, row = blockIdx.y * 16 + threadIdx.y;
  if (row < rows && column < columns)
    tile[threadIdx.y][threadIdx.x] = x[row * columns + column];
  __syncthreads();
  column = blockIdx.y * 16 + threadIdx.x;
  row = blockIdx.x * 16 + threadIdx.y;
  if (row < columns && column < rows)
    y[row * rows + column] = tile[threadIdx.x][threadIdx.y];
}

// out[i] = x[(i / a) % b * c + i % c], all in 64 bits.
__global__ void index_by_division(const int *x, int *out, long n, long a,
                                  long b, long c) {
  long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
  if (i < n)
    out[i] = x[(i / a) % b * c + i % c] / 3 - (int)(i % 7);
}

__global__ void narrow(const float *x, __nv_bfloat16 *b, __half *h, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n;
       i += gridDim.x * blockDim.x) {
    b[i] = __hmul(__float2bfloat16(x[i]), __float2bfloat16(1.5f));
    h[i] = __hadd(__float2half(x[i]), __float2half(0.25f));
  }
}

// Steps of the Collatz sequence: each thread loops as often as it likes.
__global__ void collatz(const unsigned *x, unsigned *steps, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  unsigned value = x[i], count = 0;
  while (value != 1) {
    if (value % 2)
      value = 3 * value + 1;
    else
      value /= 2;
    if (++count == 500)
      break;
  }
  steps[i] = count;
}

__global__ void functions(const float *x, float *out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  out[6 * i + 0] = sinf(x[i]);
  out[6 * i + 1] = tanhf(x[i]);
  out[6 * i + 2] = logf(fabsf(x[i]));
  out[6 * i + 3] = erff(x[i]);
  out[6 * i + 4] = powf(fabsf(x[i]), 1.7f);
  out[6 * i + 5] = rsqrtf(fabsf(x[i]));
}

__global__ void histogram(const unsigned *x, unsigned *counts, int n) {
  __shared__ unsigned mine[16];
  if (threadIdx.x < 16)
    mine[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n;
       i += gridDim.x * blockDim.x)
    atomicAdd(&mine[x[i] % 16], 1u);
  __syncthreads();
  if (threadIdx.x < 16)
    atomicAdd(&counts[threadIdx.x], mine[threadIdx.x]);
}
}
