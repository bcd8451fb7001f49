// Rules recorded and ended later, at every answer that rests on them: what-if, series, fill,
// notices and evidence packs. A past known_at answers as it did. The clock starts on 2025-06-16.
#include <functional>
#include <thread>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

// Three instants of knowledge: before a rate of 2 % replaced the statute's 1 % from 2025-03-01 on,
// while it stood, and after it ended on 2025-05-01. Of 350 heads 4, 7 and, without a rule, none are
// due; two are there.
class RulesAsKnownTest : public ::testing::Test {
 protected:
  RulesAsKnownTest() {
    // A morning in Jakarta, so that the hours that pass are of one day.
    server_.clock().Set(Instant(*ParseDate("2025-06-16")) + std::chrono::hours(2));
    first_ = Employer("PT Satu");
    second_ = Employer("PT Dua");
    opening_ = server_
                   .CreateOpening(
                       "title: 'Kasir' region_code: '33.74' kind: WORK_KIND_EMPLOYMENT positions: "
                       "9 open_from { year: 2025 month: 1 day: 1 } employer: '" +
                       first_ + "'")
                   .name();
    for (int i = 0; i < 8; ++i) {
      server_.CreateSeeker(
          "identity { full_name: 'Dewi' birth_date { year: 1990 month: 1 day: 1 } } region_code: "
          "'33.74' matching_consent { valid_from { year: 2025 month: 1 day: 1 } }");
    }
  }

  std::string Employer(const std::string& name) {
    const std::string employer =
        server_
            .CreateEmployer("display_name: '" + name +
                            "' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '33.74'")
            .name();
    v1::HeadcountReport stored;
    EXPECT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>(
                                 "employer: '" + employer +
                                 "' report { valid_from { year: 2025 month: 1 day: 1 } workers: "
                                 "350 workers_with_disabilities: 2 }"),
                             &stored),
                IsOk());
    return employer;
  }
  std::string Now() {
    const int64_t micros = server_.clock().Now().time_since_epoch().count();
    return "known_at { seconds: " + std::to_string(micros / 1'000'000) +
           " nanos: " + std::to_string(micros % 1'000'000 * 1'000) + " } ";
  }
  void Later() { server_.clock().Set(server_.clock().Now() + std::chrono::hours(1)); }
  void NewRate() {
    Later();
    v1::QuotaRule rule;
    ASSERT_THAT(
        server_.Call(&QuotaRules::CreateQuotaRule,
                     Text<v1::CreateQuotaRuleRequest>(
                         "rule { rule_id: 'N25P' legal_basis: 'UU contoh' kinds: "
                         "EMPLOYER_KIND_PRIVATE rate_basis_points: 200 valid_from { year: 2025 "
                         "month: 3 day: 1 } } replaces: 'N16P'"),
                     &rule),
        IsOk());
    Later();
  }
  void EndIt() {
    Later();
    v1::QuotaRule rule;
    ASSERT_THAT(server_.Call(&QuotaRules::EndQuotaRule,
                             Text<v1::EndQuotaRuleRequest>(
                                 "rule_id: 'N25P' valid_until { year: 2025 month: 5 day: 1 }"),
                             &rule),
                IsOk());
    Later();
  }

  // What `ask` answers before, while and after, and that it answers so again whenever it is asked
  // with the same instant.
  struct Answers {
    std::string before, during, after;
  };
  Answers AskAround(const std::function<std::string(const std::string& known_at)>& ask) {
    const std::string before = Now();
    Answers answers;
    answers.before = ask(before);
    NewRate();
    const std::string during = Now();
    EXPECT_EQ(ask(before), answers.before) << "after a rule was recorded";
    answers.during = ask(during);
    EndIt();
    answers.after = ask(Now());
    EXPECT_EQ(ask(before), answers.before) << "after it was ended";
    EXPECT_EQ(ask(during), answers.during) << "after it was ended";
    server_.Stop();
    server_.Start();
    EXPECT_EQ(ask(before), answers.before) << "after a restart";
    EXPECT_EQ(ask(during), answers.during) << "after a restart";
    return answers;
  }

  template <typename Request, typename Response, typename Stub>
  Response Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
               const std::string& text, v1::Role role = v1::ROLE_UNSPECIFIED) {
    TestServer::Options options;
    if (role != v1::ROLE_UNSPECIFIED) options.role = role;
    options.token = server_.token();
    Response response;
    EXPECT_THAT(server_.Call(method, Text<Request>(text), &response, options), IsOk()) << text;
    return response;
  }

  TestServer server_;
  std::string first_, second_, opening_;
};

TEST_F(RulesAsKnownTest, WhatIf) {
  const Answers answers = AskAround([&](const std::string& known_at) {
    return Ask(&QuotaProjections::ProjectQuota, "employer: '" + first_ + "' " + known_at +
                                                    "as_of { year: 2025 month: 6 day: 15 } changes "
                                                    "{ kind: QUOTA_CHANGE_KIND_HIRE count: 3 }")
        .DebugString();
  });
  EXPECT_THAT(answers.before, HasSubstr("required_workers: 4"));
  EXPECT_THAT(answers.before, Not(HasSubstr("N25P")));
  EXPECT_THAT(answers.during, HasSubstr("required_workers: 7"));
  EXPECT_THAT(answers.during, HasSubstr("rule_id: \"N25P\""));
  EXPECT_THAT(answers.after, HasSubstr("QUOTA_STATE_NO_RULE"));
}

TEST_F(RulesAsKnownTest, MonthlySeries) {
  const Answers answers = AskAround([&](const std::string& known_at) {
    return Ask(&QuotaProjections::ListQuotaSeries,
               "employer: '" + first_ + "' year: 2025 " + known_at)
        .DebugString();
  });
  EXPECT_THAT(answers.before, Not(HasSubstr("required_workers: 7")));
  EXPECT_THAT(answers.during, HasSubstr("required_workers: 4")) << "until March";
  EXPECT_THAT(answers.during, HasSubstr("required_workers: 7"));
  EXPECT_THAT(answers.during, Not(HasSubstr("QUOTA_STATE_NO_RULE")));
  EXPECT_THAT(answers.after, HasSubstr("QUOTA_STATE_NO_RULE"));
}

TEST_F(RulesAsKnownTest, FillOfOneEmployer) {
  const Answers answers = AskAround([&](const std::string& known_at) {
    v1::FillShortfallResponse response =
        Ask(&Shortfalls::FillShortfall,
            "employer: '" + first_ + "' " + known_at + "as_of { year: 2025 month: 6 day: 15 }",
            v1::ROLE_COMPLIANCE_OFFICER);
    response.clear_read_at();
    return response.DebugString();
  });
  EXPECT_THAT(answers.before, HasSubstr("\nshortfall: 2\n"));
  EXPECT_THAT(answers.during, HasSubstr("\nshortfall: 5\n"));
  EXPECT_THAT(answers.after, HasSubstr("QUOTA_STATE_NO_RULE"));
  EXPECT_THAT(answers.after, Not(HasSubstr("\nshortfall:")));
}

TEST_F(RulesAsKnownTest, FillOfARegion) {
  const Answers answers = AskAround([&](const std::string& known_at) {
    // Until the change of rules is derived: what was known before it is not held up.
    v1::ListQuotaStatusesResponse page;
    while (!server_.Call(&Quota::ListQuotaStatuses, v1::ListQuotaStatusesRequest(), &page).ok()) {
      std::this_thread::yield();
    }
    v1::FillShortfallResponse response =
        Ask(&Shortfalls::FillShortfall,
            "region_code: '33' " + known_at + "as_of { year: 2025 month: 6 day: 15 }",
            v1::ROLE_COMPLIANCE_OFFICER);
    response.clear_read_at();
    return response.DebugString();
  });
  EXPECT_THAT(answers.before, HasSubstr("short_employers: 2\nshortfall: 4\n"));
  EXPECT_THAT(answers.during, HasSubstr("short_employers: 2\nshortfall: 10\n"));
  EXPECT_THAT(answers.after, Not(HasSubstr("short_employers")));
}

TEST_F(RulesAsKnownTest, APageOfPeopleGoesOnByWhatWasKnown) {
  const std::string request =
      "region_code: '33' as_of { year: 2025 month: 6 day: 15 } page_size: 3 ";
  const auto first = Ask(&Shortfalls::FillShortfall, request, v1::ROLE_COUNSELOR);
  ASSERT_THAT(first.proposals(), SizeIs(3));
  const std::string next = request + "page_token: '" + first.next_page_token() + "'";
  const auto second = Ask(&Shortfalls::FillShortfall, next, v1::ROLE_COUNSELOR);
  ASSERT_THAT(second.proposals(), SizeIs(3));
  NewRate();
  EndIt();  // now nobody is short any more
  auto again = Ask(&Shortfalls::FillShortfall, next, v1::ROLE_COUNSELOR);
  *again.mutable_read_at() = second.read_at();
  EXPECT_EQ(again.DebugString(), second.DebugString());
}

TEST_F(RulesAsKnownTest, ARunOfNoticesAndItsLetters) {
  const auto begin = [&](const std::string& employer) {
    return Ask(&NoticeStub::CreateNoticeRun, "run { selection { employer: '" + employer + "' } }")
        .name();
  };
  const auto advance = [&](const std::string& run) {
    EXPECT_TRUE(Ask(&NoticeStub::AdvanceNoticeRun, "name: '" + run + "'").done());
  };
  // The notice of the employer, and its letter.
  const auto notice = [&](const std::string& employer) {
    const auto list = Ask(&NoticeStub::ListNotices, "employer: '" + employer + "'");
    EXPECT_THAT(list.notices(), SizeIs(1));
    if (list.notices().empty()) return std::string();
    const std::string name = list.notices(0).name();
    return Ask(&NoticeStub::GetNotice, "name: '" + name + "'").DebugString() +
           Ask(&NoticeStub::GetNoticeLetter, "name: '" + name + "'").DebugString();
  };
  const std::string run = begin(first_);
  NewRate();
  advance(run);
  const std::string before = notice(first_);
  EXPECT_THAT(before, HasSubstr("required_workers: 4\n")) << "what was known when the run began";
  EXPECT_THAT(before, HasSubstr("rule_id: \"N16P\""));
  advance(begin(second_));
  const std::string during = notice(second_);
  EXPECT_THAT(during, HasSubstr("required_workers: 7\n"));
  EXPECT_THAT(during, HasSubstr("rule_id: \"N25P\""));
  EXPECT_THAT(during, HasSubstr("UU contoh"));
  EndIt();
  server_.Stop();
  server_.Start();
  EXPECT_EQ(notice(first_), before);
  EXPECT_EQ(notice(second_), during);
}

TEST_F(RulesAsKnownTest, EvidencePacks) {
  const Answers answers = AskAround([&](const std::string& known_at) {
    const auto pack = Ask(&EvidenceStub::GetEvidencePack,
                          "employer: '" + first_ +
                              "' from { year: 2025 month: 1 day: 1 } to { year: 2025 month: 6 "
                              "day: 15 } " +
                              known_at);
    return pack.content_json() + pack.content_sha256() + pack.text() + pack.pdf();
  });
  EXPECT_THAT(answers.before, Not(HasSubstr("2% × 350")));
  EXPECT_THAT(answers.before, HasSubstr("1% × 350"));
  EXPECT_THAT(answers.during, HasSubstr("1% × 350")) << "until March";
  EXPECT_THAT(answers.during, HasSubstr("2% × 350"));
  EXPECT_THAT(answers.during, Not(HasSubstr("NO_RULE")));
  EXPECT_THAT(answers.after, HasSubstr("NO_RULE"));
}

}  // namespace
}  // namespace setara
