// Cases in a store for tests: logs of CaseLog, entered as somebody would have.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/case_ledger/derive.h"
#include "server/case_ledger/ledger.h"
#include "server/store/case_due.h"
#include "server/store/case_lists.h"
#include "server/store/case_offers.h"
#include "server/store/cases.h"
#include "server/store/seekers.h"
#include "tests/server/casework/case_log.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {

class CaseStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = OpenStore(directory_.path(), clock_);
    ASSERT_NE(store_, nullptr);
    worker_ = MakeWorker("Wagiyem Kusumaningrum");
  }

  Seeker MakeWorker(const std::string& name) {
    Seeker made = PlainSeeker(name);
    made.branch = "SKA";
    Write([&](Connection& db) {
      absl::StatusOr<Seeker> stored = InsertSeeker(db, made, clock_.Now());
      if (stored.ok()) made = *stored;
      return stored.status();
    });
    return made;
  }

  void Write(const std::function<absl::Status(Connection&)>& work) {
    EXPECT_OK(store_->Write(work));
  }
  template <typename T>
  T Read(const std::function<absl::StatusOr<T>(Connection&)>& work) {
    return ReadFrom(*store_, work);
  }

  // Stores the log as a case of the worker, entry by entry in one write.
  LoadedCase Enter(const casework::CaseLog& log, const Seeker& worker) {
    LoadedCase made;
    Write([&](Connection& db) -> absl::Status {
      const CaseEvent& first = log.events().front();
      absl::StatusOr<LoadedCase> opened =
          OpenCase(db, worker.row, std::get<CaseReported>(first.payload), first.at, nullptr,
                   {first.actor, first.recorded_at}, rules_);
      if (!opened.ok()) return opened.status();
      for (size_t i = 1; i < log.events().size(); ++i) {
        const CaseEvent& event = log.events()[i];
        const NewFact fact{event.payload, event.at, event.reason};
        absl::Status added =
            AddFacts(db, *opened, {&fact, 1}, {event.actor, event.recorded_at}, rules_);
        if (!added.ok()) return added;
      }
      made = *opened;
      return absl::OkStatus();
    });
    return made;
  }
  LoadedCase Load(const std::string& id) {
    return Read<LoadedCase>([&](Connection& db) { return LoadCase(db, id); });
  }
  std::vector<OpenCaseDue> Due(const CaseDueFilter& filter) {
    return Read<std::vector<OpenCaseDue>>(
        [&](Connection& db) { return ListCaseDue(db, filter, {}, 1000); });
  }

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_;
  Seeker worker_;
  const casework::CaseRules& rules_ = casework::CaseRules::Shipped();
};

}  // namespace setara
