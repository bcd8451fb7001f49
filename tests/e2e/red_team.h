// What the tests of attacks share: someone to protect in one branch, and a counselor of another.
#pragma once

#include <string>

#include "tests/e2e/test_server.h"

namespace setara {

inline constexpr char kSurabaya[] = "SBY-01";
inline constexpr char kName[] = "Wulandari Planted Kusumawardhani";
inline constexpr char kNik[] = "3171014708900077";
inline constexpr char kPhone[] = "081277700077";
inline constexpr char kAddress[] = "Jalan Mawar Planted 77";

inline std::string PersonText(const std::string& more = "") {
  return "identity { full_name: '" + std::string(kName) + "' nik: '" + kNik + "' phone: '" +
         kPhone + "' address: '" + kAddress +
         "' birth_date { year: 1990 month: 8 day: 7 } }"
         " ragam { sensory: true }"
         " matching_consent { valid_from { year: 2020 month: 1 day: 1 } } " +
         more;
}

inline std::string PersonWhomCaptionsWouldHelp() {
  return "identity { full_name: 'Takarir' birth_date { year: 1990 month: 1 day: 1 } } capacities { "
         "function: 'F04' usual_level: 1 }"
         " communication { modes: 'M05' modes: 'M02' }"
         " matching_consent { valid_from { year: 2020 month: 1 day: 1 } }";
}

class RedTeamTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.Stop();
    CallerPlace place;
    place.branch = kSurabaya;
    surabaya_ = server_.AddAccount("counselor-sby", v1::ROLE_COUNSELOR, place);
    server_.Start();
    victim_ = server_.CreateSeeker(PersonText());
  }

  TestServer::Options As(v1::Role role) {
    TestServer::Options options;
    options.role = role;
    return options;
  }
  TestServer::Options FromSurabaya() {
    TestServer::Options options;
    options.bearer = surabaya_;
    options.purpose = "placement";
    return options;
  }
  TestServer::Options WithToken(const std::string& token) {
    TestServer::Options options;
    options.bearer = token;
    options.purpose = "placement";
    return options;
  }
  grpc::Status Get(const TestServer::Options& options, v1::Seeker* seeker) {
    v1::GetSeekerRequest request;
    request.set_name(victim_.name());
    return server_.Call(&Seekers::GetSeeker, request, seeker, options);
  }

  TestServer server_;
  std::string surabaya_;
  v1::Seeker victim_;
  v1::Seeker seen_;
};

}  // namespace setara
