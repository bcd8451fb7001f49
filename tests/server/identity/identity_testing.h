// What the tests of identity share: a store with accounts and tokens in it.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "server/identity/accounts.h"
#include "server/identity/tokens.h"
#include "tests/server/store/store_testing.h"

namespace setara {

inline Account AccountOf(const std::string& login, v1::Role role = v1::ROLE_COUNSELOR) {
  Account account;
  account.login = login;
  account.display_name = "Ratna";
  account.role = role;
  account.place.branch = "JKT-01";
  account.created_by = account.granted_by = "setarad";
  return account;
}

class IdentityTest : public ::testing::Test {
 protected:
  std::string AddAccount(const Account& account) {
    std::string id;
    EXPECT_OK(store_->Write([&](Connection& db) {
      absl::StatusOr<std::string> added = InsertAccount(db, account, clock_.Now());
      if (added.ok()) id = *added;
      return added.status();
    }));
    return id;
  }
  IssuedToken Issue(const std::string& account_id, const TokenSpec& spec = {}) {
    IssuedToken token;
    EXPECT_OK(store_->Write([&](Connection& db) {
      absl::StatusOr<IssuedToken> issued = IssueToken(db, account_id, spec, clock_.Now());
      if (issued.ok()) token = *issued;
      return issued.status();
    }));
    return token;
  }
  void Change(const std::string& id, const std::function<void(Account&)>& change) {
    EXPECT_OK(store_->Write([&](Connection& db) {
      absl::StatusOr<Account> account = LoadAccount(db, id);
      if (!account.ok()) return account.status();
      change(*account);
      return UpdateAccount(db, *account, clock_.Now());
    }));
  }

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_ = OpenStore(directory_.path(), clock_);
};

}  // namespace setara
