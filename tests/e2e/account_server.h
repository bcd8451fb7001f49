// A whole server on loopback whose data hold one account a role, for tests of who may sign in.
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "server/server.h"
#include "setara/v1/account.grpc.pb.h"
#include "tests/server/identity/identity_testing.h"

namespace setara {

using Accounts = v1::AccountService::Stub;

// Reason of ErrorInfo; "" when the call went well.
inline std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  google::rpc::ErrorInfo info;
  for (const auto& any : details.details()) {
    if (any.Is<google::rpc::ErrorInfo>()) any.UnpackTo(&info);
  }
  return info.reason();
}

class AccountServer : public IdentityTest {
 protected:
  static constexpr v1::Role kRoles[] = {v1::ROLE_COUNSELOR, v1::ROLE_ADMINISTRATOR,
                                        v1::ROLE_DATA_PROTECTION_OFFICER};

  // Closes the store of the fixture and serves its data.
  void Serve(Server::Options options = {}) {
    for (v1::Role role : kRoles) {
      std::string login = "role-" + std::to_string(role);
      ids_[role] = AddAccount(AccountOf(login, role));
      tokens_[role] = Issue(ids_[role]).text;
    }
    store_.reset();
    options.data_directory = directory_.path();
    options.listen_address = "127.0.0.1:0";
    options.clock = &clock_;
    absl::StatusOr<std::unique_ptr<Server>> started = Server::Start(options);
    ASSERT_OK(started);
    server_ = *std::move(started);
    address_ = "127.0.0.1:" + std::to_string(server_->port());
  }
  void Connect(const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
    stub_ = v1::AccountService::NewStub(grpc::CreateChannel(address_, credentials));
  }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (Accounts::*method)(grpc::ClientContext*, const Request&,
                                                     Response*),
                    const Request& request, Response* response, const std::string& token) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    response->Clear();
    return (stub_.get()->*method)(&context, request, response);
  }
  std::string NameOf(v1::Role role) { return "accounts/" + ids_.at(role); }

  std::map<v1::Role, std::string> ids_, tokens_;
  std::unique_ptr<Server> server_;
  std::string address_;
  std::unique_ptr<Accounts> stub_;
};

}  // namespace setara
