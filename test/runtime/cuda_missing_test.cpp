//===- cuda_missing_test.cpp - Machines that lack something ---------------===//
// Does the backend name what a machine lacks: driver, library, GPU, version? A
// process opens its libraries once, so that each machine is one of its own.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace {

/// A folder of libraries, removed in the end.
class CudaMissing : public testing::Test {
protected:
  void SetUp() override {
    if (access((std::string(TEST_STANDINS) + "/libcuda.so.1").c_str(), R_OK))
      GTEST_SKIP() << "no stand-ins";
    folder = testing::TempDir() + "cuda-missing-XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
  }
  void TearDown() override {
    if (!folder.empty())
      std::system(("rm -r " + folder).c_str());
  }

  /// Puts a stand-in under a name.
  void put(const std::string &name, const std::string &library) {
    link(name, std::string(TEST_STANDINS) + "/" + library);
  }
  void link(const std::string &name, const std::string &target) {
    ASSERT_EQ(symlink(target.c_str(), (folder + "/" + name).c_str()), 0);
  }
  /// Puts what is no library under a name, so that none of the machine's own
  /// is found.
  void put_garbage(const std::string &name) {
    std::ofstream(folder + "/" + name) << "this is no library";
  }

  std::string probe(const std::string &settings = "",
                    const std::string &cpu = "sm_90") {
    std::string command = "env LD_LIBRARY_PATH=" + folder + " " + settings +
                          " " TEST_CUDA_PROBE " " + cpu;
    FILE *pipe = popen(command.c_str(), "r");
    char text[2000] = "";
    size_t size = fread(text, 1, sizeof text - 1, pipe);
    pclose(pipe);
    return std::string(text, size);
  }

  void expect(const std::string &text, const std::string &part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  }

  std::string folder;
};

TEST_F(CudaMissing, Nothing) {
  put("libcuda.so.1", "libcuda.so.1");
  put("libcublasLt.so.13", "libcublasLt.so.13");
  EXPECT_EQ(probe(), "0 ok\n");
  EXPECT_EQ(probe("", "sm_80"), "0 ok\n");
}

TEST_F(CudaMissing, Driver) {
  put_garbage("libcuda.so.1");
  std::string text = probe();
  expect(text, "4 backend \"cuda\" needs libcuda.so.1 (NVIDIA's driver): ");
  expect(text, folder + "/libcuda.so.1");
}

TEST_F(CudaMissing, FunctionOfTheDriver) {
  link("libcuda.so.1", TEST_OTHER_LIBRARY);
  expect(probe(), "4 backend \"cuda\" needs a newer libcuda.so.1 (NVIDIA's "
                  "driver): it has no function cuInit\n");
}

TEST_F(CudaMissing, VersionOfTheDriver) {
  put("libcuda.so.1", "libcuda.so.1");
  expect(probe("TPRT_STANDIN_DRIVER=11080"),
         "4 backend \"cuda\" needs a driver for CUDA 12.0 or newer; this one "
         "is for CUDA 11.8\n");
}

TEST_F(CudaMissing, Device) {
  put("libcuda.so.1", "libcuda.so.1");
  std::string text = probe("TPRT_STANDIN_DEVICES=0");
  expect(text, "4 backend \"cuda\" cannot use the GPUs: cuInit failed with "
               "CUDA_ERROR_NO_DEVICE (");
}

TEST_F(CudaMissing, GenerationOfTheDevice) {
  put("libcuda.so.1", "libcuda.so.1");
  EXPECT_EQ(probe("TPRT_STANDIN_SM=80"),
            "4 the file is for GPUs of generation sm_90 and later; this "
            "machine has stand-in sm_80 of sm_80\n");
  EXPECT_EQ(probe("", "volta"), "4 the file is for GPUs \"volta\", which is no "
                                "generation like \"sm_90\"\n");
}

TEST_F(CudaMissing, ProductsLibrary) {
  put("libcuda.so.1", "libcuda.so.1");
  put_garbage("libcublasLt.so.13");
  put_garbage("libcublasLt.so.12");
  std::string text = probe();
  expect(text, "4 matrix product of f32 [16,16] x [16,16] to f32: backend "
               "\"cuda\" needs libcublasLt.so.13 (cuBLASLt): ");
}

TEST_F(CudaMissing, OlderProductsLibraryWillDo) {
  put("libcuda.so.1", "libcuda.so.1");
  put_garbage("libcublasLt.so.13");
  put("libcublasLt.so.12", "libcublasLt.so.13");
  EXPECT_EQ(probe("TPRT_STANDIN_CUBLASLT_VERSION=120304"), "0 ok\n");
}

TEST_F(CudaMissing, VersionOfTheProductsLibrary) {
  put("libcuda.so.1", "libcuda.so.1");
  put("libcublasLt.so.13", "libcublasLt.so.13");
  expect(probe("TPRT_STANDIN_CUBLASLT_VERSION=110805"),
         "backend \"cuda\" needs cuBLASLt 12 or 13; this one says that it is "
         "version 110805\n");
}

TEST_F(CudaMissing, FirstCallsThatFail) {
  put("libcuda.so.1", "libcuda.so.1");
  put("libcublasLt.so.13", "libcublasLt.so.13");
  for (const char *function :
       {"cuInit", "cuDriverGetVersion", "cuDeviceGetCount", "cuDeviceGet",
        "cuDeviceGetName", "cuDeviceGetAttribute",
        "cuDevicePrimaryCtxRetain"}) {
    std::string text =
        probe(std::string("TPRT_STANDIN_FAIL=") + function + ":1");
    expect(text, std::string(function) + " failed with CUDA_ERROR_");
  }
}

} // namespace
