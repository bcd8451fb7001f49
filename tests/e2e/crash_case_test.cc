// A server killed while cases are worked on: every entry of a log is there with all that follows
// from it, or not at all.
#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "setara/v1/case.grpc.pb.h"
#include "setara/v1/seeker.grpc.pb.h"
#include "tests/e2e/crash_world.h"

namespace setara {
namespace {

using Cases = v1::CaseService::Stub;

constexpr int kCases = 8;
constexpr int kManagers = 4;
constexpr int kRounds = 3;

class CrashCaseTest : public CrashWorld {
 protected:
  CrashCaseTest() : CrashWorld("case_manager", "return-to-work") {}

  void OpenCases(const Channel& channel) {
    for (int i = 0; i < kCases; ++i) {
      const v1::Seeker worker = Must(
          channel, &v1::SeekerService::Stub::CreateSeeker,
          "seeker { identity { full_name: 'Orang' birth_date { year: 1990 month: 1 day: 1 } } }");
      const v1::Case made = Must(channel, &Cases::CreateCase,
                                 "report { seeker: '" + worker.name() +
                                     "' injury: INJURY_KIND_ACCIDENT segment: "
                                     "BPJS_SEGMENT_NON_WAGE jkk_member: true region_code: '33.72' "
                                     "happen_time { seconds: 1735700000 } }");
      cases_.push_back(made.name());
    }
  }

  // One piece of work on one case: a move (pause and resume, that and back), a note or a document.
  bool WorkOnNext(const Channel& channel) {
    const int number = next_++;
    const std::string& name = cases_[static_cast<size_t>(number % kCases)];
    const std::string text = "kerja-" + std::to_string(number);
    if (number % 3 == 0) {
      v1::Case after;
      const bool paused =
          Call(channel, &Cases::AdvanceCase,
               "name: '" + name + "' trigger: CASE_TRIGGER_PAUSE reason: '" + text + "'", &after)
              .ok();
      const grpc::Status resumed =
          Call(channel, &Cases::AdvanceCase, "name: '" + name + "' trigger: CASE_TRIGGER_RESUME",
               &after);
      if (!paused) return resumed.error_code() != grpc::UNAVAILABLE;  // another's pause stood
    } else if (number % 3 == 1) {
      v1::Case after;
      if (!Call(channel, &Cases::AddCaseEvent,
                "parent: '" + name + "' event { note_written { text: '" + text + "' } }", &after)
               .ok()) {
        return false;
      }
    } else {
      v1::CaseDocument filed;
      if (!Call(channel, &Cases::AddCaseDocument,
                "parent: '" + name + "' document { kind: 'OTHER' file_name: 'a.txt' content: '" +
                    text + "' issued_on { year: 2025 month: 1 day: 1 } }",
                &filed)
               .ok()) {
        return false;
      }
    }
    std::lock_guard lock(mutex_);
    acknowledged_[name].insert(text);
    return true;
  }

  // What a log says was worked on; its numbers have no gap.
  std::set<std::string> WorkIn(const Channel& channel, const std::string& name) {
    const v1::ListCaseEventsResponse log =
        Must(channel, &Cases::ListCaseEvents, "parent: '" + name + "' page_size: 1000");
    std::set<std::string> work;
    for (int i = 0; i < log.events_size(); ++i) {
      const v1::CaseEvent& event = log.events(i);
      EXPECT_EQ(event.sequence(), i + 1) << name;
      if (event.has_note_written()) work.insert(event.note_written().text());
      if (event.has_moved() && !event.reason().empty()) work.insert(event.reason());
      if (!event.has_document_added()) continue;
      const v1::CaseDocument read =
          Must(channel, &Cases::GetCaseDocument,
               "name: 'caseDocuments/" + event.document_added().document_id() + "'");
      work.insert(read.content());
    }
    return work;
  }

  std::vector<std::string> cases_;
  std::atomic<int> next_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::set<std::string>> acknowledged_;  // by case
};

TEST_F(CrashCaseTest, AnEntryIsThereWithAllThatFollowsOrNotAtAll) {
  for (int round = 0; round < kRounds; ++round) {
    ServerProcess server(SETARAD, directory_.path());
    ASSERT_NE(server.port(), 0);
    if (cases_.empty()) OpenCases(ConnectTo(server));
    WorkUntilKilled(server, kManagers, 40,
                    [&](const Channel& channel) { return WorkOnNext(channel); });
  }

  ServerProcess server(SETARAD, directory_.path());
  ASSERT_NE(server.port(), 0);
  const Channel channel = ConnectTo(server);
  const v1::ListCasesResponse rows = Must(channel, &Cases::ListCases, "page_size: 1000");
  EXPECT_EQ(rows.cases_size(), kCases);
  size_t acknowledged = 0;
  for (const v1::Case& row : rows.cases()) {
    const std::set<std::string> work = WorkIn(channel, row.name());
    const std::set<std::string>& mine = acknowledged_[row.name()];
    EXPECT_TRUE(std::includes(work.begin(), work.end(), mine.begin(), mine.end()))
        << "what was acknowledged is there: " << row.name();
    acknowledged += mine.size();
    // The row that lists read and the log that the case is read from.
    const v1::Case read = Must(channel, &Cases::GetCase, "name: '" + row.name() + "'");
    EXPECT_EQ(read.state(), row.state());
    EXPECT_EQ(read.etag(), row.etag());
    const v1::ListCaseDeadlinesResponse due =
        Must(channel, &Cases::ListCaseDeadlines,
             "case_name: '" + row.name() +
                 "' urgencies: CASE_URGENCY_SUSPENDED urgencies: CASE_URGENCY_OVERDUE");
    const bool paused = row.state() == v1::CASE_STATE_PAUSED;
    for (const v1::CaseDeadline& deadline : due.deadlines()) {
      if (deadline.kind() != "FIRST_CONTACT") continue;
      EXPECT_EQ(deadline.urgency() == v1::CASE_URGENCY_SUSPENDED, paused) << row.name();
    }
  }
  EXPECT_GE(acknowledged, 60u);
  EXPECT_EQ(server.End(SIGTERM), 0);
  EXPECT_EQ(RunProgram(SETARAD, {"verify", "--data", directory_.path()}), 0);
}

}  // namespace
}  // namespace setara
