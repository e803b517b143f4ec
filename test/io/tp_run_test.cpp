//===- tp_run_test.cpp - Does tp-run end as it says it does? --------------===//
// The program as users start it, on executables made here: no compiler is
// needed, so that this runs under sanitizers too.

#include "io/npz.h"
#include "io/safetensors.h"
#include "test_program.h"
#include "test_support.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace tprt::io;
using namespace tprt::io::test;
using tprt::test::program_builder;

namespace {

struct ending {
  int code;
  std::string text; // stdout and stderr
};

ending run_shell(const std::string &command) {
  FILE *pipe = popen((command + " 2>&1").c_str(), "r");
  ending ending{-1, ""};
  std::array<char, 4096> buffer;
  while (size_t count = fread(buffer.data(), 1, buffer.size(), pipe))
    ending.text.append(buffer.data(), count);
  int state = pclose(pipe);
  ending.code = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  return ending;
}

ending tp_run_with(const std::string &arguments) {
  return run_shell(std::string(TP_RUN) + " " + arguments);
}

void expect_ending(const std::string &arguments, int code,
                   const std::string &part) {
  ending ending = tp_run_with(arguments);
  EXPECT_EQ(ending.code, code) << arguments << "\n" << ending.text;
  EXPECT_NE(ending.text.find(part), std::string::npos)
      << arguments << "\n"
      << ending.text << "lacks \"" << part << "\"";
  // One clear error, and nothing when all is well.
  size_t errors = 0, at = 0;
  while ((at = ending.text.find("error:", at)) != std::string::npos)
    ++errors, ++at;
  EXPECT_EQ(errors, code ? 1u : 0u) << ending.text;
}

/// A folder that is removed with what is in it.
class temporary_folder {
public:
  temporary_folder() {
    const char *root = getenv("TMPDIR");
    path = std::string(root ? root : "/tmp") + "/tp-run-test-XXXXXX";
    if (!mkdtemp(path.data()))
      abort();
  }
  ~temporary_folder() { run_shell("rm -rf " + path); }
  temporary_folder(const temporary_folder &) = delete;
  temporary_folder &operator=(const temporary_folder &) = delete;

  std::string file(const std::string &name) const { return path + "/" + name; }

  std::string path;
};

void write_file(const std::string &path, const std::string &content) {
  std::ofstream(path, std::ios::binary) << content;
}

void write_program(const std::string &path, program_builder &builder) {
  tprt::test::bytes file = builder.build();
  write_file(path, std::string(file.begin(), file.end()));
}

/// The copy program on 4 ranks with a file for every flag.
class TpRun : public testing::Test {
protected:
  void SetUp() override {
    write_file(tpx, copy_program(4));
    for (size_t i = 0; i < rows.size(); ++i)
      rows[i] = static_cast<float>(i) - 17.0f;
    for (size_t i = 0; i < columns.size(); ++i)
      columns[i] = static_cast<float>(i) / 8;
    ASSERT_OK(write_npz(inputs, {array(0), array(1), array(2), array(3)}));
    ASSERT_OK(write_safetensors(weights, all_weights()));
  }

  /// The array of one argument, named arg0 or result0.
  named_array array(size_t index, const std::string &name = "arg") {
    named_array views[] = {{"", view_of(rows, TPRT_F32, {7, 5})},
                           {"", view_of(columns, TPRT_F32, {6, 8})},
                           {"", view_of(numbers, TPRT_I32, {3})},
                           {"", view_of(flags, TPRT_I1, {6})}};
    views[index].name = name + std::to_string(index);
    return views[index];
  }

  std::vector<named_array> all_weights() {
    return {{"rows", view_of(rows, TPRT_F32, {7, 5})},
            {"few", view_of(few, TPRT_BF16, {1, 2})},
            {"columns", view_of(columns, TPRT_F32, {6, 8})},
            {"unused", view_of(columns, TPRT_F32, {48})}};
  }

  temporary_folder folder;
  std::string tpx = folder.file("copy.tpx");
  std::string inputs = folder.file("inputs.npz");
  std::string weights = folder.file("weights.safetensors");
  std::vector<float> rows = std::vector<float>(35);
  std::vector<float> columns = std::vector<float>(48);
  std::vector<int32_t> numbers{3, -1, 7};
  std::vector<uint8_t> flags{0, 1, 1, 0, 0, 1};
  std::vector<uint16_t> few{0x3f80, 0xc000}; // 1 and -2
};

} // namespace

//===-- Running -----------------------------------------------------------===//

TEST_F(TpRun, WritesResultsOfAllRanks) {
  std::string output = folder.file("out.safetensors");
  expect_ending(tpx + " --inputs=" + inputs + " --weights " + weights +
                    " --output=" + output,
                0, "@main on 4 ranks (x=4), cpu over inproc");
  std::unique_ptr<safetensors_file> file;
  ASSERT_OK(safetensors_file::open(output, file));
  for (size_t i = 0; i < 4; ++i) {
    named_array wanted = array(i, "result");
    array_view view;
    ASSERT_TRUE(file->contains(wanted.name));
    ASSERT_OK(file->find(wanted.name, view));
    EXPECT_EQ(view.type, wanted.array.type);
    uint64_t bytes = 0;
    count_bytes(view.type, bytes);
    EXPECT_EQ(memcmp(view.data, wanted.array.data, bytes), 0) << i;
  }
}

TEST_F(TpRun, ComparesWithExpected) {
  std::string expect = folder.file("expect.npz");
  std::vector<float> fifth{1, -2}; // what `few` is in f32
  std::vector<named_array> wanted{
      array(0, "result"),
      array(1, "result"),
      array(2, "result"),
      array(3, "result"),
      {"result4", view_of(fifth, TPRT_F32, {1, 2})}};
  std::string run = tpx + " --quiet --inputs=" + inputs +
                    " --weights=" + weights + " --expect=" + expect;
  ASSERT_OK(write_npz(expect, wanted));
  expect_ending(run, 0, "result4: ok: max|a-b| = 0");

  rows[3] += 0.1f;
  ASSERT_OK(write_npz(expect, wanted));
  expect_ending(run, 1, "result0: WRONG: max|a-b| = 0.1");
  expect_ending(run + " --atol=0.2", 0, "result0: ok");
  expect_ending(run + " --rtol=0.1", 0, "result0: ok");
  rows[3] -= 0.1f;

  numbers[1] = 0;
  ASSERT_OK(write_npz(expect, wanted));
  expect_ending(run + " --atol=100", 1,
                "1 of 3 elements differ; the first at [1]: -1, expected 0");
  numbers[1] = -1;

  columns[7] = NAN;
  ASSERT_OK(write_npz(expect, wanted));
  expect_ending(run + " --atol=100", 1, "result1: WRONG: max|a-b| = inf");
  columns[7] = 0.875f;

  wanted[0].array.type.shape = {5, 7};
  ASSERT_OK(write_npz(expect, wanted));
  expect_ending(run, 1, "is tensor<7x5xf32>, expected tensor<5x7xf32>");
  wanted.pop_back();
  ASSERT_OK(write_npz(expect, wanted));
  expect_ending(run, 3, "has no array \"result4\"");
}

TEST_F(TpRun, PrintsTimesAndWritesStatistics) {
  std::string stats = folder.file("stats.json");
  expect_ending(tpx + " --quiet --random-inputs=1 --bench=3 --stats=" + stats,
                0, "step: min ");
  std::string text = read_bytes(stats);
  for (const char *part :
       {"\"steps\": 3", "\"arena_bytes\"", "\"mesh\"", "\"bytes_read\""})
    EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST_F(TpRun, CountsBytesOfWeightsByRank) {
  std::string stats = folder.file("stats.json");
  expect_ending(tpx + " --quiet --random-inputs=1 --weights=" + weights +
                    " --stats=" + stats,
                0, "");
  std::string text = read_bytes(stats);
  // rows 2 * 5, columns 6 * 2 and, on rank 0, few 1 * 2: of 4, 4 and 2 bytes.
  EXPECT_NE(text.find("\"bytes_read\": 92"), std::string::npos) << text;
  EXPECT_NE(text.find("\"bytes_read\": 68"), std::string::npos) << text;
  EXPECT_NE(text.find("\"bytes\": 336"), std::string::npos) << text;
}

TEST_F(TpRun, RandomInputsDoNotDependOnTheMesh) {
  std::string one = folder.file("one.tpx"), a = folder.file("a.safetensors"),
              b = folder.file("b.safetensors"),
              c = folder.file("c.safetensors");
  write_file(one, copy_program(1));
  expect_ending(one + " --random-inputs=5 --quiet --output=" + a, 0, "");
  expect_ending(tpx + " --random-inputs=5 --quiet --output=" + b, 0, "");
  expect_ending(tpx + " --random-inputs=6 --quiet --output=" + c, 0, "");
  EXPECT_EQ(read_bytes(a), read_bytes(b));
  EXPECT_NE(read_bytes(a), read_bytes(c));
}

TEST_F(TpRun, RepeatsBitForBit) {
  std::string a = folder.file("a.npz"), b = folder.file("b.npz");
  program_builder builder(2);
  add_copy(builder, "x", tprt::fb::DType::f32, {5, 3}, {{"x"}, {}});
  write_program(tpx, builder);
  expect_ending(tpx + " --random-inputs=5 --quiet --output=" + a, 0, "");
  expect_ending(tpx + " --random-inputs=5 --quiet --output=" + b, 0, "");
  EXPECT_EQ(read_bytes(a), read_bytes(b));
}

TEST_F(TpRun, RanksThatDisagreeAreWrong) {
  // Each rank copies its own element to a result that all should share.
  program_builder builder(2);
  auto from = builder.argument(tprt::fb::DType::i32, {2}, {{"x"}});
  builder.copy(from, builder.result(tprt::fb::DType::i32, {1}));
  write_program(tpx, builder);
  std::vector<int32_t> values{1, 2};
  ASSERT_OK(write_npz(inputs, {{"arg0", view_of(values, TPRT_I32, {2})}}));
  std::string run = tpx + " --quiet --inputs=" + inputs;
  expect_ending(run + " --output=" + folder.file("out.npz"), 1,
                "ranks 0 and 1 disagree on result 0, first at element [0]");
}

TEST_F(TpRun, ARankThatIsStuckEndsInTime) {
  program_builder builder(2);
  auto rank = builder.argument(tprt::fb::DType::i32, {1});
  auto flag = builder.argument(tprt::fb::DType::i32, {1});
  builder.launch(builder.kernel("stay", 1, 2, 1), {rank, flag}, 2,
                 {builder.coordinate("x")});
  write_program(tpx, builder);
  std::vector<int32_t> zero{0};
  ASSERT_OK(write_npz(inputs, {{"arg0", view_of(zero, TPRT_I32, {1})},
                               {"arg1", view_of(zero, TPRT_I32, {1})}}));
  expect_ending(tpx + " --quiet --timeout-ms=200 --inputs=" + inputs, 7,
                "rank");
}

//===-- Usage -------------------------------------------------------------===//

TEST_F(TpRun, UsageErrors) {
  for (const auto &[arguments, part] :
       std::vector<std::pair<std::string, std::string>>{
           {"", "no program is given"},
           {tpx + " --unknown", "unknown option \"--unknown\""},
           {tpx + " --random-input=1", "unknown option \"--random-input\""},
           {tpx + " -x", "unknown option \"-x\""},
           {tpx + " other.tpx", "one program is wanted"},
           {tpx + " --inputs", "--inputs needs a value"},
           {tpx + " --inputs=", "--inputs wants a file"},
           {tpx + " --inputs=a --inputs=b", "--inputs is given twice"},
           {tpx + " --quiet=1", "--quiet takes no value"},
           {tpx + " --random-inputs=-1", "--random-inputs wants an integer"},
           {tpx + " --random-inputs=99999999999999999999", "wants an integer"},
           {tpx + " --bench=0", "--bench wants an integer of at least 1"},
           {tpx + " --timeout-ms=1s", "--timeout-ms wants an integer"},
           {tpx + " --workers=4294967296", "fewer than 2^32"},
           {tpx + " --rtol=-1", "--rtol wants a number of at least 0"},
           {tpx + " --atol=nan", "--atol wants a number of at least 0"},
           {tpx + " --output=out.txt", "--output wants a file named .npz"},
           {tpx + " --mesh=", "--mesh wants axes with sizes"},
           {tpx + " --mesh=x", "--mesh wants axes with sizes"},
           {tpx + " --mesh=x=0", "--mesh wants axes with sizes"},
           {tpx + " --mesh=x=2,", "--mesh wants axes with sizes"},
           {tpx + " --mesh=x=2,x=2", "each axis once"},
           {tpx + " --backend=abacus", "--backend wants cpu or cuda"},
           {tpx + " --comm=pigeon", "--comm wants inproc, mpi or nccl"}})
    expect_ending(arguments, 2, part);
}

TEST_F(TpRun, WhatThisBuildLacks) {
  expect_ending(tpx + " --comm=mpi", 4, "transport \"mpi\"");
  // By name where it is left out, else for what it finds missing here.
  expect_ending(tpx + " --comm=nccl", 4, "nccl");
  expect_ending(tpx + " --random-inputs=1 --output=" + folder.file("out.npz"),
                4, "result4\": .npy cannot hold elements of type bf16");
}

TEST_F(TpRun, HelpAndVersion) {
  expect_ending("--help", 0, "usage: tp-run PROGRAM");
  expect_ending("-h", 0, "usage: tp-run PROGRAM");
  expect_ending("--version", 0, "tp-run ");
}

//===-- Bad input ---------------------------------------------------------===//

TEST_F(TpRun, AnExecutablesMeshAndFunctionAreFixed) {
  std::string run = tpx + " --quiet --random-inputs=1";
  expect_ending(run + " --mesh=x=4 --function=main", 0, "");
  expect_ending(run + " --mesh=x=2", 3,
                "was compiled for axis \"x\" of size 4, --mesh asks for 2");
  expect_ending(run + " --mesh=y=4", 3, "its mesh has no axis \"y\"");
  expect_ending(run + " --function=other", 3,
                "holds function @main, --function asks for @other");
}

TEST_F(TpRun, AnExecutablesBackendIsFixed) {
  std::string run = tpx + " --quiet --random-inputs=1";
  expect_ending(run + " --backend=cpu", 0, "");
  expect_ending(run + " --gpu=sm_90", 2, "--gpu needs --backend=cuda");
  expect_ending(run + " --allow-tf32", 2, "--allow-tf32 needs");
  expect_ending(run + " --backend=tpu", 2, "--backend wants cpu or cuda");
}

TEST_F(TpRun, ATraceIsWrittenWhole) {
  std::string trace = folder.file("trace.json");
  expect_ending(tpx + " --quiet --random-inputs=1 --trace=" + trace, 0, "");
  std::string text = read_bytes(trace);
  EXPECT_NE(text.find("\"traceEvents\""), std::string::npos);
  EXPECT_EQ(text.back(), '\n');
}

TEST_F(TpRun, ArgumentsWithoutAValue) {
  expect_ending(tpx, 3,
                "argument 0 (\"rows\") has no value: there is no --inputs, no "
                "--weights and no --random-inputs");
  expect_ending(tpx + " --weights=" + weights, 3,
                "argument 2 has no value: there is no --inputs, it has no "
                "tp.name to look for in " +
                    weights);
  expect_ending(tpx + " --weights=" + weights + " --inputs=" + inputs, 0, "");
  expect_ending(tpx + " --inputs=" + inputs, 3,
                "argument 4 (\"few\") has no value: " + inputs +
                    " has no array \"arg4\"");
}

TEST_F(TpRun, ArgumentsOfTheWrongType) {
  std::vector<double> doubles(35, 0.5);
  ASSERT_OK(write_npz(inputs, {{"arg0", view_of(doubles, TPRT_F64, {7, 5})}}));
  expect_ending(tpx + " --random-inputs=1 --inputs=" + inputs, 3,
                inputs + ": array \"arg0\" is tensor<7x5xf64>, but argument 0 "
                         "(\"rows\") is tensor<7x5xf32>");
  ASSERT_OK(write_npz(inputs, {{"arg0", view_of(rows, TPRT_F32, {5, 7})}}));
  expect_ending(tpx + " --random-inputs=1 --inputs=" + inputs, 3,
                "is tensor<5x7xf32>, but argument 0 (\"rows\") is "
                "tensor<7x5xf32>");
  std::vector<named_array> wrong = all_weights();
  wrong[0].array.type.shape = {35};
  ASSERT_OK(write_safetensors(weights, wrong));
  expect_ending(tpx + " --random-inputs=1 --weights=" + weights, 3,
                weights +
                    ": tensor \"rows\" is tensor<35xf32>, but argument 0");
  ASSERT_OK(write_npz(inputs, {{"arg9", view_of(rows, TPRT_F32, {35})}}));
  expect_ending(tpx + " --random-inputs=1 --inputs=" + inputs, 3,
                "array \"arg9\" is no argument");
}

TEST_F(TpRun, FilesThatAreNotThere) {
  std::string run = tpx + " --random-inputs=1 ";
  expect_ending("nowhere.tpx", 3, "nowhere.tpx: cannot be opened");
  expect_ending("nowhere.mlir", 3, "nowhere.mlir: cannot be opened");
  expect_ending(folder.path, 3, "is not a regular file");
  expect_ending(run + "--inputs=nowhere.npz", 3, "nowhere.npz: cannot be op");
  expect_ending(run + "--weights=nowhere.safetensors", 3,
                "nowhere.safetensors: cannot be opened");
  expect_ending(run + "--expect=nowhere.npz", 3, "nowhere.npz: cannot be op");
  expect_ending(run + "--output=/nowhere/out.safetensors", 3,
                "/nowhere/out.safetensors: cannot be written");
  expect_ending(run + "--stats=/nowhere/stats.json", 3,
                "/nowhere/stats.json: cannot be written");
}

TEST_F(TpRun, FilesCutShort) {
  std::string program = read_bytes(tpx), npz = read_bytes(inputs),
              tensors = read_bytes(weights), cut_tpx = folder.file("cut.tpx"),
              cut_npz = folder.file("cut.npz"),
              cut_weights = folder.file("cut.safetensors");
  for (double part : {0.0, 0.01, 0.5, 0.99}) {
    auto cut = [&](const std::string &content) {
      return content.substr(
          0, static_cast<size_t>(part * static_cast<double>(content.size())));
    };
    write_file(cut_tpx, cut(program));
    write_file(cut_npz, cut(npz));
    write_file(cut_weights, cut(tensors));
    expect_ending(cut_tpx + " --random-inputs=1", 3, cut_tpx + ": ");
    expect_ending(tpx + " --random-inputs=1 --inputs=" + cut_npz, 3,
                  cut_npz + ": ");
    expect_ending(tpx + " --random-inputs=1 --weights=" + cut_weights, 3,
                  cut_weights + ": ");
  }
}

TEST_F(TpRun, PipesDoNotBlock) {
  std::string pipe = folder.file("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::string executable = folder.file("pipe.tpx");
  ASSERT_EQ(mkfifo(executable.c_str(), 0600), 0);
  expect_ending(pipe, 3, "is not a regular file");
  expect_ending(executable, 3, "is not a regular file");
  expect_ending(tpx + " --inputs=" + pipe, 3, "is not a regular file");
  expect_ending(tpx + " --weights=" + pipe, 3, "is not a regular file");
}

//===-- Compiling and the cache -------------------------------------------===//

/// tp-run in a folder of its own with a tp-compile that copies an executable
/// and counts how often it was called.
class TpRunCache : public TpRun {
protected:
  void SetUp() override {
    TpRun::SetUp();
    ASSERT_EQ(run_shell("cp " + std::string(TP_RUN) + " " + tp_run).code, 0);
    write_file(module, "module {}\n");
    write_compiler("echo \"$@\" >>" + calls + "; cp " + tpx + " \"$3\"");
  }

  void write_compiler(const std::string &body) {
    write_file(compiler, "#!/bin/sh\n" + body + "\n");
    ASSERT_EQ(chmod(compiler.c_str(), 0755), 0);
  }

  ending run(const std::string &arguments = "") {
    return run_shell("TP_COMPILE=" + compiler + " XDG_CACHE_HOME=" + cache +
                     " " + tp_run + " " + module +
                     " --random-inputs=1 --quiet " + arguments);
  }

  size_t num_calls() {
    std::string text = read_bytes(calls);
    return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  }

  /// The cache's files.
  std::vector<std::string> entries() {
    std::vector<std::string> names;
    if (DIR *directory = opendir((cache + "/tp").c_str())) {
      while (dirent *entry = readdir(directory))
        if (entry->d_name[0] != '.')
          names.push_back(cache + "/tp/" + entry->d_name);
      closedir(directory);
    }
    return names;
  }

  std::string tp_run = folder.file("tp-run");
  std::string compiler = folder.file("compiler");
  std::string module = folder.file("module.mlir");
  std::string calls = folder.file("calls");
  std::string cache = folder.file("cache");
};

TEST_F(TpRunCache, CompilesOnce) {
  EXPECT_EQ(run().code, 0);
  EXPECT_EQ(run().code, 0);
  EXPECT_EQ(num_calls(), 1u);
  EXPECT_EQ(entries().size(), 1u);
}

TEST_F(TpRunCache, PassesMeshAndFunctionOn) {
  EXPECT_EQ(run("--mesh=data=1,x=4 --function=f").code, 0);
  EXPECT_NE(read_bytes(calls).find(" --mesh=data=1,x=4 --function=f"),
            std::string::npos);
}

TEST_F(TpRunCache, WhateverChangesTheProgramCompilesAgain) {
  run();
  run("--mesh=x=4");
  run("--function=main");
  write_file(module, "module { }\n");
  run();
  EXPECT_EQ(num_calls(), 4u);
  write_compiler("echo again >>" + calls + "; cp " + tpx + " \"$3\"");
  run();
  EXPECT_EQ(num_calls(), 5u);
}

TEST_F(TpRunCache, ADamagedEntryIsMadeAnew) {
  run();
  ASSERT_EQ(entries().size(), 1u);
  std::string good = read_bytes(entries()[0]);
  write_file(entries()[0], good.substr(0, good.size() / 2));
  EXPECT_EQ(run().code, 0);
  EXPECT_EQ(num_calls(), 2u);
  ASSERT_EQ(entries().size(), 1u);
  EXPECT_EQ(read_bytes(entries()[0]), good);
}

TEST_F(TpRunCache, ErrorsOfTheCompilerArePassedOn) {
  for (int code : {2, 3, 4, 5}) {
    write_compiler("echo 'm.mlir:1:2: error: no' >&2; exit " +
                   std::to_string(code));
    ending ending = run();
    EXPECT_EQ(ending.code, code);
    EXPECT_EQ(ending.text, "m.mlir:1:2: error: no\n");
  }
  write_compiler("kill -SEGV $$");
  ending ending = run();
  EXPECT_EQ(ending.code, 4);
  EXPECT_NE(ending.text.find("was ended by signal 11"), std::string::npos)
      << ending.text;
  EXPECT_TRUE(entries().empty());
}

TEST_F(TpRunCache, WorksWithoutACache) {
  cache = "/proc/nowhere";
  EXPECT_EQ(run().code, 0);
  EXPECT_EQ(run().code, 0);
  EXPECT_EQ(num_calls(), 2u);
}

TEST_F(TpRunCache, SaysThatThereIsNoCompiler) {
  unlink(compiler.c_str());
  ending ending = run();
  EXPECT_EQ(ending.code, 4);
  EXPECT_NE(ending.text.find("TP_COMPILE names \"" + compiler + "\""),
            std::string::npos)
      << ending.text;
  ending = run_shell("env -u TP_COMPILE " + tp_run + " " + module);
  EXPECT_EQ(ending.code, 4);
  EXPECT_NE(ending.text.find("MLIR needs tp-compile"), std::string::npos)
      << ending.text;
}
