//===- OrderTest.cpp - where do starts and waits go? ----------------------===//

#include "ProgramBuilder.h"
#include "gtest/gtest.h"

using namespace tp::schedule;

/// The commands in their new order, by their place in the program.
static std::vector<unsigned> orderOf(CommandList list) {
  orderCommands(list);
  std::vector<unsigned> order;
  for (const Command &command : list.commands)
    order.push_back(*command.origin);
  for (unsigned c = 0; c < list.commands.size(); ++c)
    if (list.commands[c].kind == Command::Wait) {
      EXPECT_LT(list.commands[c].partner, c);
      EXPECT_EQ(list.commands[list.commands[c].partner].partner, c);
    }
  return order;
}

TEST(Order, ProgramOrderIsKept) {
  ProgramBuilder p;
  unsigned x = p.argument();
  unsigned a = p.compute({x}), b = p.compute({x});
  p.list.results = {p.compute({b}), p.compute({a})};
  EXPECT_EQ(orderOf(p.list), (std::vector<unsigned>{0, 1, 2, 3}));
}

TEST(Order, IndependentWorkStandsBetweenStartAndWait) {
  ProgramBuilder p;
  unsigned x = p.argument();
  unsigned a = p.compute({x});          // 0
  unsigned b = p.compute({x});          // 1
  unsigned r = p.start(a);              // 2
  p.wait(r);                            // 3
  unsigned c = p.compute({b});          // 4
  p.list.results = {p.compute({r, c})}; // 5
  EXPECT_EQ(orderOf(p.list), (std::vector<unsigned>{0, 2, 1, 4, 3, 5}));
}

TEST(Order, AGatherOfAParameterStaysWhereItIs) {
  ProgramBuilder p;
  unsigned w = p.argument();
  unsigned a = p.compute({w});          // 0
  unsigned g = p.start(w);              // 1
  p.wait(g);                            // 2
  p.list.results = {p.compute({a, g})}; // 3
  EXPECT_EQ(orderOf(p.list), (std::vector<unsigned>{0, 1, 2, 3}));
}

TEST(Order, AStartDoesNotForceAnotherWaitEarly) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()}); // 0
  unsigned r = p.start(a);                // 1
  p.wait(r);                              // 2
  unsigned b = p.compute({a});            // 3
  unsigned g = p.start(r);                // 4
  p.wait(g);                              // 5
  p.list.results = {p.compute({b, g})};   // 6
  EXPECT_EQ(orderOf(p.list), (std::vector<unsigned>{0, 1, 3, 2, 4, 5, 6}));
}

TEST(Order, AWaitThatNobodyReadsComesLast) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()}); // 0
  unsigned r = p.start(a);                // 1
  p.wait(r);                              // 2
  p.list.results = {r, p.compute({a})};   // 3
  EXPECT_EQ(orderOf(p.list), (std::vector<unsigned>{0, 1, 3, 2}));
}

TEST(Order, FewCollectivesAreUnderWay) {
  ProgramBuilder p;
  unsigned x = p.argument();
  for (unsigned i = 0; i < 100; ++i) {
    unsigned r = p.start(p.compute({x}));
    p.wait(r);
    p.list.results.push_back(r);
  }
  orderCommands(p.list);
  unsigned underWay = 0, most = 0;
  for (const Command &command : p.list.commands) {
    underWay += command.kind == Command::Start;
    underWay -= command.kind == Command::Wait;
    most = std::max(most, underWay);
  }
  EXPECT_EQ(most, kMostUnderWay);
  EXPECT_EQ(underWay, 0u);
}
