// A server killed while people are hired: each hire is there with all that follows from it, or not
// at all.
#include <atomic>
#include <mutex>
#include <set>

#include "setara/v1/consent.grpc.pb.h"
#include "setara/v1/employer.grpc.pb.h"
#include "setara/v1/opening.grpc.pb.h"
#include "setara/v1/placement.grpc.pb.h"
#include "setara/v1/quota.grpc.pb.h"
#include "setara/v1/seeker.grpc.pb.h"
#include "tests/e2e/crash_world.h"

namespace setara {
namespace {

constexpr int kPeople = 90;
constexpr int kSenders = 3;

// Someone with two referrals: to be hired by the first.
struct Person {
  std::string seeker, hired, other;
};

class CrashHireTest : public CrashWorld {
 protected:
  CrashHireTest() : CrashWorld("counselor", "placement") {}

  std::string Refer(const Channel& channel, const std::string& seeker, const std::string& opening) {
    const std::string name = Must(channel, &v1::PlacementService::Stub::CreatePlacement,
                                  "seeker: '" + seeker + "' opening: '" + opening + "'")
                                 .name();
    return Must(channel, &v1::PlacementService::Stub::ReferPlacement, "name: '" + name + "'")
        .name();
  }
  void MakePeople(const Channel& channel) {
    employer_ = Must(channel, &v1::EmployerService::Stub::CreateEmployer,
                     "employer { display_name: 'PT' kind: EMPLOYER_KIND_PRIVATE "
                     "seat_region_code: '33.72' }")
                    .name();
    std::vector<std::string> openings;
    for (const char* title : {"Penjahit", "Kasir"}) {
      openings.push_back(Must(channel, &v1::OpeningService::Stub::CreateOpening,
                              "opening { title: '" + std::string(title) +
                                  "' positions: 1000 employer: '" + employer_ + "' }")
                             .name());
    }
    for (int i = 0; i < kPeople; ++i) {
      Person person;
      person.seeker =
          Must(channel, &v1::SeekerService::Stub::CreateSeeker,
               "seeker { identity { full_name: 'Orang' birth_date { year: 1990 month: 1 day: 1 } } "
               "matching_consent { valid_from { year: 2020 month: 1 day: 1 } } }")
              .name();
      Must(channel, &v1::ConsentService::Stub::GrantConsent,
           "seeker: '" + person.seeker + "' employer: '" + employer_ +
               "' purpose: CONSENT_PURPOSE_SHARE_WITH_EMPLOYER "
               "channel: CONSENT_CHANNEL_SIGNED_PAPER");
      person.hired = Refer(channel, person.seeker, openings[0]);
      person.other = Refer(channel, person.seeker, openings[1]);
      people_.push_back(person);
    }
  }

  bool Hire(const Channel& channel, const Person& person) {
    v1::HirePlacementResponse response;
    return Call(channel, &v1::PlacementService::Stub::HirePlacement,
                "name: '" + person.hired +
                    "' starts_on { year: 2025 month: 1 day: 1 } "
                    "relation: EMPLOYMENT_RELATION_PERMANENT evidence { "
                    "kind: EVIDENCE_KIND_DISABILITY_CARD valid_from { year: 2024 month: 1 day: 1 } "
                    "} agreement { channel: CONSENT_CHANNEL_SIGNED_PAPER }",
                &response)
        .ok();
  }

  // Hires the next one; false: there is nobody left, or the server is gone.
  bool HireNext(const Channel& channel) {
    const int at = next_++;
    if (at >= kPeople || !Hire(channel, people_[static_cast<size_t>(at)])) return false;
    std::lock_guard lock(mutex_);
    acknowledged_.insert(at);
    return true;
  }

  std::string employer_;
  std::vector<Person> people_;
  std::atomic<int> next_ = 0;
  std::mutex mutex_;
  std::set<int> acknowledged_;
};

TEST_F(CrashHireTest, AHireIsThereWithAllThatFollowsOrNotAtAll) {
  for (int round = 0; round < 3; ++round) {
    ServerProcess server(SETARAD, directory_.path());
    ASSERT_NE(server.port(), 0);
    if (people_.empty()) MakePeople(ConnectTo(server));
    WorkUntilKilled(server, kSenders, 10,
                    [&](const Channel& channel) { return HireNext(channel); });
  }
  ASSERT_GE(acknowledged_.size(), 30u);

  ServerProcess server(SETARAD, directory_.path());
  ASSERT_NE(server.port(), 0);
  const Channel channel = ConnectTo(server);
  int64_t hired = 0;
  for (int i = 0; i < kPeople; ++i) {
    const Person& person = people_[static_cast<size_t>(i)];
    const auto get = [&](const std::string& name) {
      return Must(channel, &v1::PlacementService::Stub::GetPlacement, "name: '" + name + "'");
    };
    const v1::Placement placement = get(person.hired);
    const bool is_hired = placement.state() == v1::PLACEMENT_STATE_HIRED;
    EXPECT_TRUE(is_hired || !acknowledged_.contains(i)) << "what was acknowledged is there";
    EXPECT_EQ(placement.counts_for_quota(), is_hired);
    EXPECT_EQ(placement.evidence_size(), is_hired ? 1 : 0);
    EXPECT_EQ(get(person.other).needs_decision(), is_hired) << "the question comes with the hire";
    const v1::ListConsentsResponse consents =
        Must(channel, &v1::ConsentService::Stub::ListConsents, "seeker: '" + person.seeker + "'");
    EXPECT_EQ(consents.consents_size(), is_hired ? 3 : 2) << "as does the agreement to be counted";
    hired += is_hired ? 1 : 0;
  }
  const v1::QuotaStatus status =
      Must(channel, &v1::QuotaService::Stub::GetQuotaStatus, "employer: '" + employer_ + "'");
  EXPECT_EQ(status.counted_workers(), hired) << "and the employment record";
  for (const Person& person : people_) Hire(channel, person);
  EXPECT_EQ(server.End(SIGTERM), 0);
  EXPECT_EQ(RunProgram(SETARAD, {"verify", "--data", directory_.path()}), 0);
}

}  // namespace
}  // namespace setara
