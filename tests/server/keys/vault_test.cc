#include "server/keys/vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "matcher/domain/errors.h"
#include "server/keys/key_file.h"
#include "server/keys/sodium.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

constexpr Cell kCell{"t.c", 7};

class VaultTest : public ::testing::Test {
 protected:
  std::string Path(const char* name = "keys") const { return dir_.path() + "/" + name; }
  std::unique_ptr<Vault> Made(const char* name = "keys") {
    absl::StatusOr<std::unique_ptr<Vault>> vault = Vault::Create(Path(name));
    EXPECT_OK(vault);
    return *std::move(vault);
  }
  TempDir dir_;
};

TEST_F(VaultTest, WhatIsSealedOpensInItsPlaceAlone) {
  auto vault = Made();
  PersonKey key = vault->NewPersonKey();
  for (const std::string& text : {std::string(), std::string("Siti"), std::string(5000, '\0')}) {
    std::string sealed = key.Seal(text, kCell);
    EXPECT_EQ(sealed.size(), text.size() + 41);
    EXPECT_NE(sealed, key.Seal(text, kCell));
    ASSERT_OK(key.Open(sealed, kCell));
    EXPECT_EQ(*key.Open(sealed, kCell), text);
    for (const Cell& other : {Cell{"t.c", 8}, Cell{"t.d", 7}, Cell{"t.c7", 7}, Cell{"", 7}}) {
      EXPECT_EQ(key.Open(sealed, other).status().code(), absl::StatusCode::kDataLoss);
    }
    EXPECT_FALSE(vault->NewPersonKey().Open(sealed, kCell).ok());
  }
}

TEST_F(VaultTest, EveryChangedBitIsNoticed) {
  auto vault = Made();
  PersonKey key = vault->NewPersonKey();
  const std::string sealed = key.Seal("Siti", kCell);
  for (size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
    std::string changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(key.Open(changed, kCell).ok()) << bit;
  }
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(key.Open(sealed.substr(0, size), kCell).ok()) << size;
  }
  EXPECT_FALSE(key.Open(sealed + '\0', kCell).ok());
}

TEST_F(VaultTest, AWrappedKeyBelongsToItsRowAndVault) {
  auto vault = Made();
  PersonKey key = vault->NewPersonKey();
  const std::string sealed = key.Seal("Siti", kCell);
  WrappedKey wrapped = vault->Wrap(key, 7);
  EXPECT_EQ(wrapped.key_id, vault->current_master());
  auto again = Vault::Open(Path());
  ASSERT_OK(again);
  auto unwrapped = (*again)->Unwrap(wrapped, 7);
  ASSERT_OK(unwrapped);
  EXPECT_EQ(*unwrapped->Open(sealed, kCell), "Siti");
  EXPECT_EQ(vault->Unwrap(wrapped, 8).status().code(), absl::StatusCode::kDataLoss);
  absl::Status other = Made("other")->Unwrap(wrapped, 7).status();
  EXPECT_EQ(other.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Reason(other), "KEY_WRONG");
  wrapped.bytes.back() = static_cast<char>(wrapped.bytes.back() ^ 1);
  EXPECT_EQ(vault->Unwrap(wrapped, 7).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(VaultTest, HashesDifferByKeyDomainAndValue) {
  auto vault = Made();
  auto other = Made("other");
  std::set<std::string> seen = {vault->Lookup("nik", "1"), vault->Lookup("nik", "2"),
                                vault->Lookup("kpj", "1"), vault->Lookup("ni", "k1"),
                                other->Lookup("nik", "1"), vault->Mac("nik", "1"),
                                vault->Mac("ni", "k1"),    other->Mac("nik", "1")};
  EXPECT_EQ(seen.size(), 8u);
  for (const std::string& hash : seen) EXPECT_EQ(hash.size(), 32u);
  auto again = Vault::Open(Path());
  ASSERT_OK(again);
  EXPECT_EQ((*again)->Lookup("nik", "1"), vault->Lookup("nik", "1"));
  EXPECT_EQ((*again)->Mac("nik", "1"), vault->Mac("nik", "1"));
}

TEST_F(VaultTest, TheCheckTellsAnotherKeyFile) {
  auto vault = Made();
  const std::string check = vault->CheckValue();
  EXPECT_OK(vault->Accept(check));
  EXPECT_EQ(Reason(Made("other")->Accept(check)), "KEY_WRONG");
  EXPECT_EQ(Reason(vault->Accept("m-1 l-1 00")), "KEY_WRONG");
  EXPECT_EQ(vault->Accept("no check").code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(vault->Accept("").code(), absl::StatusCode::kDataLoss);
  // One key of the file exchanged, the ids kept.
  for (int which = 0; which < 3; ++which) {
    absl::StatusOr<KeyFile> file = ReadKeyFile(Path());
    ASSERT_OK(file);
    (which == 0   ? file->masters[0].secret
     : which == 1 ? file->lookups[0].secret
                  : file->mac) = RandomSecret();
    ASSERT_OK(WriteKeyFile(Path("changed"), *file, true));
    EXPECT_EQ(Reason((*Vault::Open(Path("changed")))->Accept(check)), "KEY_WRONG") << which;
  }
}

TEST_F(VaultTest, OldMastersStillOpenAndTheCheckChoosesTheLookupKey) {
  auto before = Made();
  PersonKey key = before->NewPersonKey();
  WrappedKey wrapped = before->Wrap(key, 1);
  absl::StatusOr<KeyFile> file = ReadKeyFile(Path());
  ASSERT_OK(file);
  file->masters.push_back(NewNamedSecret("m"));
  file->current = file->masters.back().id;
  file->lookups.push_back(NewNamedSecret("l"));
  ASSERT_OK(WriteKeyFile(Path(), *file, true));
  auto vault = *Vault::Open(Path());
  ASSERT_OK(vault->Accept(before->CheckValue()));
  EXPECT_OK(vault->Unwrap(wrapped, 1));
  EXPECT_EQ(vault->Wrap(key, 1).key_id, file->current);
  EXPECT_EQ(vault->Lookup("d", "v"), before->Lookup("d", "v"));
  vault->UseNewestLookup();
  EXPECT_NE(vault->Lookup("d", "v"), before->Lookup("d", "v"));
  EXPECT_EQ(vault->Mac("d", "v"), before->Mac("d", "v"));
  auto after = *Vault::Open(Path());
  ASSERT_OK(after->Accept(vault->CheckValue()));
  EXPECT_EQ(after->Lookup("d", "v"), vault->Lookup("d", "v"));
}

TEST_F(VaultTest, ManyThreadsUseOneVault) {
  auto vault = Made();
  PersonKey key = vault->NewPersonKey();
  const WrappedKey wrapped = vault->Wrap(key, 1);
  const std::string sealed = key.Seal("Siti", kCell), hash = vault->Lookup("d", "v");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 500; ++round) {
        auto unwrapped = vault->Unwrap(wrapped, 1);
        ASSERT_OK(unwrapped);
        EXPECT_EQ(*unwrapped->Open(sealed, kCell), "Siti");
        EXPECT_EQ(vault->Lookup("d", "v"), hash);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace setara
