//===- launch_test.cpp - Which process this one is, by the environment ----===//
// Does every launcher's environment give the right place, and does every
// environment that contradicts itself give an error that names the variable?

#include "comm/launch/launcher.h"
#include "runner.h"

#include <gtest/gtest.h>
#include <map>

using namespace tprt;
using namespace tprt::test;

namespace {

using variables = std::map<std::string, std::string>;

environment lookup(const variables &set) {
  return [&set](const char *name) -> const char * {
    auto found = set.find(name);
    return found == set.end() ? nullptr : found->second.c_str();
  };
}

place find(const variables &set) {
  place found;
  outcome outcome(find_place(lookup(set), found));
  EXPECT_TRUE(outcome.ok()) << outcome.message();
  return found;
}

std::string error(const variables &set) {
  place found;
  outcome outcome(find_place(lookup(set), found));
  EXPECT_EQ(outcome.code(), TPRT_USAGE);
  return outcome.message();
}

variables with(variables set, const variables &more) {
  for (const auto &[name, value] : more)
    set[name] = value;
  return set;
}

variables without(variables set, const std::string &name) {
  set.erase(name);
  return set;
}

void expect_place(const place &place, const char *launcher, uint32_t rank,
                  uint32_t size, uint32_t local_rank, uint32_t local_size) {
  EXPECT_EQ(place.launcher, launcher);
  EXPECT_EQ(place.rank, rank);
  EXPECT_EQ(place.size, size);
  EXPECT_EQ(place.local_rank, local_rank);
  EXPECT_EQ(place.local_size, local_size);
}

void expect_address(const place &place, const char *address, unsigned port) {
  EXPECT_EQ(place.address, address);
  EXPECT_EQ(place.port, port);
}

//===-- Every launcher ----------------------------------------------------===//

const variables torchrun = {{"RANK", "5"},
                            {"WORLD_SIZE", "8"},
                            {"LOCAL_RANK", "1"},
                            {"LOCAL_WORLD_SIZE", "4"},
                            {"MASTER_ADDR", "node-a"},
                            {"MASTER_PORT", "4711"}};

const variables open_mpi = {{"OMPI_COMM_WORLD_RANK", "2"},
                            {"OMPI_COMM_WORLD_SIZE", "4"},
                            {"OMPI_COMM_WORLD_LOCAL_RANK", "2"},
                            {"OMPI_COMM_WORLD_LOCAL_SIZE", "4"}};

const variables pmi = {{"PMI_RANK", "3"},
                       {"PMI_SIZE", "4"},
                       {"MPI_LOCALRANKID", "1"},
                       {"MPI_LOCALNRANKS", "2"},
                       {"MASTER_ADDR", "10.0.0.1"}};

const variables slurm = {{"SLURM_JOB_ID", "10000"},
                         {"SLURM_STEP_ID", "0"},
                         {"SLURM_PROCID", "6"},
                         {"SLURM_NTASKS", "8"},
                         {"SLURM_STEP_NUM_TASKS", "8"},
                         {"SLURM_LOCALID", "2"},
                         {"SLURM_STEP_NUM_NODES", "2"},
                         {"SLURM_STEP_NODELIST", "gpu[07-08]"},
                         {"SLURM_LAUNCH_NODE_IPADDR", "10.0.0.9"}};

TEST(Launcher, NoneIsAProcessAlone) {
  expect_place(find({}), "", 0, 1, 0, 1);
  // What everybody may have set says nothing.
  expect_place(find({{"MASTER_ADDR", "a"}, {"MASTER_PORT", "1"}}), "", 0, 1, 0,
               1);
}

TEST(Launcher, Torchrun) {
  expect_place(find(torchrun), "torchrun", 5, 8, 1, 4);
  expect_address(find(torchrun), "node-a", 4711);
}

TEST(Launcher, TorchrunMayListenAtItsPortItself) {
  variables set = with(torchrun, {{"TORCHELASTIC_USE_AGENT_STORE", "True"}});
  expect_address(find(set), "node-a", 4712);
  expect_address(find(with(set, {{"MASTER_PORT", "65535"}})), "node-a", 65534);
  expect_address(find(with(set, {{"TORCHELASTIC_USE_AGENT_STORE", "False"}})),
                 "node-a", 4711);
}

TEST(Launcher, VariablesOfTorchrunByHandNeedNoLocalRank) {
  place place =
      find({{"RANK", "1"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "a"}});
  expect_place(place, "torchrun", 1, 2, 0, 0);
  expect_address(place, "a", 29500);
}

TEST(Launcher, OpenMpi) {
  expect_place(find(open_mpi), "Open MPI", 2, 4, 2, 4);
  expect_address(find(open_mpi), "127.0.0.1", 29500);
}

TEST(Launcher, Pmi) {
  expect_place(find(pmi), "PMI", 3, 4, 1, 2);
  expect_address(find(pmi), "10.0.0.1", 29500);
}

TEST(Launcher, Slurm) {
  expect_place(find(slurm), "Slurm", 6, 8, 2, 0);
  expect_address(find(slurm), "gpu07", 61440 + 10000 % 4096);
}

TEST(Launcher, SlurmOnOneNodeNeedsNoAddress) {
  variables set = with(slurm, {{"SLURM_STEP_NUM_NODES", "1"}});
  expect_place(find(set), "Slurm", 6, 8, 2, 8);
  expect_address(find(set), "127.0.0.1", 61440 + 10000 % 4096);
}

TEST(Launcher, SlurmWithoutAListOfNodesHasTheAddressOfItsLauncher) {
  expect_address(find(without(slurm, "SLURM_STEP_NODELIST")), "10.0.0.9",
                 61440 + 10000 % 4096);
}

TEST(Launcher, AnAddressThatIsGivenWins) {
  variables given = {{"MASTER_ADDR", "elsewhere"}, {"MASTER_PORT", "99"}};
  for (const variables &set : {torchrun, open_mpi, pmi, slurm})
    expect_address(find(with(set, given)), "elsewhere", 99);
}

// In a batch script Slurm says what srun would start, and has started nothing.
TEST(Launcher, ABatchScriptIsAProcessAlone) {
  expect_place(find({{"SLURM_JOB_ID", "7"},
                     {"SLURM_PROCID", "0"},
                     {"SLURM_LOCALID", "0"},
                     {"SLURM_NTASKS", "8"}}),
               "", 0, 1, 0, 1);
}

TEST(Launcher, OneProcessOfALauncherIsAlone) {
  place place = find({{"RANK", "0"}, {"WORLD_SIZE", "1"}});
  expect_place(place, "torchrun", 0, 1, 0, 1);
  expect_address(place, "", 0);
}

TEST(Launcher, TheInnerLauncherCounts) {
  variables outer = with(slurm, {{"SLURM_PROCID", "1"},
                                 {"SLURM_NTASKS", "2"},
                                 {"SLURM_STEP_NUM_TASKS", "2"},
                                 {"SLURM_LOCALID", "0"}});
  expect_place(find(with(outer, torchrun)), "torchrun", 5, 8, 1, 4);
}

// srun with PMI sets both; Slurm alone knows the local rank.
TEST(Launcher, TheOuterLauncherFillsIn) {
  variables both =
      with(slurm, {{"PMI_RANK", "6"}, {"PMI_SIZE", "8"}, {"MASTER_ADDR", "a"}});
  expect_place(find(both), "PMI", 6, 8, 2, 0);
}

//===-- Every contradiction -----------------------------------------------===//

TEST(LauncherErrors, NotANumber) {
  for (const char *value : {"x", "-1", "1.5", "4294967296", " 1"})
    for (const char *name :
         {"RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE"})
      EXPECT_EQ(error(with(torchrun, {{name, value}})),
                std::string("the variable ") + name + " is \"" + value +
                    "\", not a number");
  EXPECT_EQ(error(with(open_mpi, {{"OMPI_COMM_WORLD_SIZE", "many"}})),
            "the variable OMPI_COMM_WORLD_SIZE is \"many\", not a number");
  EXPECT_EQ(error(with(pmi, {{"PMI_RANK", "one"}})),
            "the variable PMI_RANK is \"one\", not a number");
  EXPECT_EQ(error(with(slurm, {{"SLURM_LOCALID", "?"}})),
            "the variable SLURM_LOCALID is \"?\", not a number");
  EXPECT_EQ(error(with(slurm, {{"SLURM_JOB_ID", "j7"}})),
            "the variable SLURM_JOB_ID is \"j7\", not a number");
}

TEST(LauncherErrors, HalfSet) {
  EXPECT_EQ(error(without(torchrun, "RANK")),
            "the variable WORLD_SIZE is 8, but RANK is not set");
  EXPECT_EQ(error(without(torchrun, "WORLD_SIZE")),
            "the variable RANK is 5, but WORLD_SIZE is not set");
  EXPECT_EQ(error({{"LOCAL_RANK", "1"}}),
            "the variable LOCAL_RANK is 1, but RANK is not set");
  EXPECT_EQ(error(without(open_mpi, "OMPI_COMM_WORLD_SIZE")),
            "the variable OMPI_COMM_WORLD_RANK is 2, but OMPI_COMM_WORLD_SIZE "
            "is not set");
  EXPECT_EQ(error(without(pmi, "PMI_RANK")),
            "the variable PMI_SIZE is 4, but PMI_RANK is not set");
  EXPECT_EQ(
      error(without(without(slurm, "SLURM_STEP_NUM_TASKS"), "SLURM_NTASKS")),
      "the variable SLURM_PROCID is 6, but SLURM_NTASKS is not set");
}

TEST(LauncherErrors, EmptyIsNotSet) {
  EXPECT_EQ(error(with(torchrun, {{"WORLD_SIZE", ""}})),
            "the variable RANK is 5, but WORLD_SIZE is not set");
}

TEST(LauncherErrors, Contradictions) {
  EXPECT_EQ(error(with(torchrun, {{"RANK", "8"}})),
            "the variable RANK is 8, but WORLD_SIZE is 8");
  EXPECT_EQ(error(with(torchrun, {{"LOCAL_RANK", "4"}})),
            "the variable LOCAL_RANK is 4, but LOCAL_WORLD_SIZE is 4");
  EXPECT_EQ(error(with(torchrun, {{"LOCAL_WORLD_SIZE", "9"}})),
            "the variable LOCAL_WORLD_SIZE is 9, but WORLD_SIZE is 8");
  EXPECT_EQ(
      error(with(without(torchrun, "LOCAL_WORLD_SIZE"), {{"LOCAL_RANK", "8"}})),
      "the variable LOCAL_RANK is 8, but WORLD_SIZE is 8");
  EXPECT_EQ(error(with(torchrun, {{"WORLD_SIZE", "0"}})),
            "the variable RANK is 5, but WORLD_SIZE is 0");
  // Left behind by somebody: each of the four would think that it is alone.
  EXPECT_EQ(error(with(open_mpi, {{"RANK", "0"}, {"WORLD_SIZE", "1"}})),
            "the variable WORLD_SIZE is 1, but OMPI_COMM_WORLD_SIZE is 4");
}

TEST(LauncherErrors, SeveralNodesNeedAnAddress) {
  for (const variables &set :
       {without(torchrun, "MASTER_ADDR"), without(pmi, "MASTER_ADDR"),
        with(open_mpi, {{"OMPI_COMM_WORLD_LOCAL_SIZE", "2"},
                        {"OMPI_COMM_WORLD_LOCAL_RANK", "1"}})})
    EXPECT_NE(error(set).find("MASTER_ADDR"), std::string::npos);
}

TEST(LauncherErrors, Ports) {
  for (const char *port : {"0", "65536", "http", "-1"})
    EXPECT_EQ(error(with(torchrun, {{"MASTER_PORT", port}})),
              std::string("the variable MASTER_PORT is \"") + port +
                  "\", not a port");
}

TEST(LauncherErrors, ListsOfHosts) {
  EXPECT_EQ(error(with(slurm, {{"SLURM_STEP_NODELIST", "gpu[7"}})),
            "the variable SLURM_STEP_NODELIST is \"gpu[7\", not a list of "
            "hosts");
}

//===-- Lists of hosts ----------------------------------------------------===//

TEST(FirstHost, OfEveryFormOfList) {
  EXPECT_EQ(first_host("login1"), "login1");
  EXPECT_EQ(first_host("login1,login2"), "login1");
  EXPECT_EQ(first_host("gpu[003-005,010],x"), "gpu003");
  EXPECT_EQ(first_host("gpu[4,7-9]"), "gpu4");
  EXPECT_EQ(first_host("gpu[12]-ib.cluster"), "gpu12-ib.cluster");
  EXPECT_EQ(first_host("rack[1-2]node[08-09],z[1-2]"), "rack1node08");
  EXPECT_EQ(first_host("a-b-c[1-2]"), "a-b-c1");
}

TEST(FirstHost, OfAListThatIsNone) {
  for (const char *list : {"", ",a", "gpu[", "gpu[1-2", "gpu[]", "gpu[-2]"})
    EXPECT_EQ(first_host(list), "") << list;
}

} // namespace
