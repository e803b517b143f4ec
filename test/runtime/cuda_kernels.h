//===- cuda_kernels.h - A kernel for the tests of the CUDA backend --------===//
// As the compiler's are: parameters by address, a description beside it.
#ifndef TEST_RUNTIME_CUDA_KERNELS_H
#define TEST_RUNTIME_CUDA_KERNELS_H

#include "cuda_support.h"

namespace tprt::test {

/// to[i] = from[i] * scale + tile, in blocks of 32; and its description.
inline const char scale_ptx[] = R"(.version 7.0
.target sm_80
.address_size 64

.visible .global .align 8 .u64 scale_info[9] = {4, 32, 0, 2, 1, 1, 512, 512, 10};

.visible .entry scale(
	.param .u64 scale_param_0,
	.param .u64 scale_param_1,
	.param .u64 scale_param_2
)
{
	.reg .b32 %r<8>;
	.reg .b64 %rd<8>;

	ld.param.u64 %rd1, [scale_param_0];
	ld.param.u64 %rd2, [scale_param_1];
	ld.param.u64 %rd3, [scale_param_2];
	cvta.to.global.u64 %rd1, %rd1;
	cvta.to.global.u64 %rd2, %rd2;
	mov.u32 %r1, %ctaid.x;
	mov.u32 %r2, %ntid.x;
	mov.u32 %r3, %tid.x;
	mad.lo.s32 %r4, %r1, %r2, %r3;
	mul.wide.u32 %rd4, %r4, 4;
	add.s64 %rd1, %rd1, %rd4;
	add.s64 %rd2, %rd2, %rd4;
	ld.global.u32 %r5, [%rd1];
	cvt.u32.u64 %r6, %rd3;
	mad.lo.s32 %r5, %r5, %r6, %r1;
	st.global.u32 [%rd2], %r5;
	ret;
}
.visible .entry silent(
	.param .u64 silent_param_0
)
{
	ret;
}
)";

/// A module, freed at the end of the scope.
class loaded {
public:
  loaded(const tprt_backend_t *cuda, const std::vector<tprt_image_t> &images,
         const std::vector<const char *> &symbols)
      : cuda(cuda),
        status(cuda->module_load(uint32_t(images.size()), images.data(),
                                 uint32_t(symbols.size()), symbols.data(),
                                 &module)) {}
  ~loaded() {
    if (module)
      cuda->module_free(module);
  }

  const tprt_backend_t *cuda;
  tprt_module_t *module = nullptr;
  outcome status;
};

inline tprt_image_t ptx(const std::string &text) {
  return {TPRT_CODE_PTX, text.data(), text.size()};
}

} // namespace tprt::test

#endif // TEST_RUNTIME_CUDA_KERNELS_H
