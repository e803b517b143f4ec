//===- ResultCopies.cpp - copies into storage that others still read ------===//
// As a compiler's parallel moves: copies whose target nobody reads go first;
// only circles are left then, and saving one source opens a circle.

#include "ResultCopies.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

using namespace tp::schedule;

namespace {

class CopyOrder {
public:
  explicit CopyOrder(llvm::ArrayRef<ResultCopy> copies)
      : copies(copies), done(copies.size()), saved(copies.size()) {
    for (const ResultCopy &copy : copies)
      if (copy.reads)
        ++readers[*copy.reads];
    for (unsigned i = copies.size(); i-- > 0;) {
      auto argument = copies[i].overwrites;
      if (argument && readers.lookup(*argument) > 0)
        copyInto[*argument] = i;
      else
        ready.push_back(i);
    }
  }

  std::vector<CopyStep> run() {
    for (unsigned next = 0, left = copies.size(); left > 0;) {
      if (ready.empty()) {
        while (done[next])
          ++next;
        add(next, /*saves=*/true);
        saved.set(next++);
        continue;
      }
      unsigned copy = ready.pop_back_val();
      add(copy, /*saves=*/false);
      done.set(copy);
      --left;
    }
    return std::move(steps);
  }

private:
  void add(unsigned copy, bool saves) {
    steps.push_back({copy, saves});
    auto argument = copies[copy].reads;
    // What has been saved is read no more.
    if (!argument || saved[copy] || --readers[*argument] > 0)
      return;
    if (auto blocked = copyInto.find(*argument); blocked != copyInto.end())
      ready.push_back(blocked->second);
  }

  llvm::ArrayRef<ResultCopy> copies;
  llvm::BitVector done, saved;
  llvm::DenseMap<unsigned, unsigned> readers;  ///< By argument, how many.
  llvm::DenseMap<unsigned, unsigned> copyInto; ///< By argument, who waits.
  llvm::SmallVector<unsigned> ready;
  std::vector<CopyStep> steps;
};

} // namespace

std::vector<CopyStep>
tp::schedule::orderResultCopies(llvm::ArrayRef<ResultCopy> copies) {
  return CopyOrder(copies).run();
}
