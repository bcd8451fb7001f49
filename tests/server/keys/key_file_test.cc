#include "server/keys/key_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "matcher/domain/errors.h"
#include "server/keys/sodium.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kA(64, 'a');
const std::string kB(64, 'b');

class KeyFileTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_OK(StartSodium()); }
  std::string Path() const { return dir_.path() + "/keys"; }
  TempDir dir_;
};

TEST_F(KeyFileTest, ComesBackAsItWasWritten) {
  KeyFile file = NewKeyFile();
  file.masters.push_back(NewNamedSecret("m"));
  file.lookups.push_back(NewNamedSecret("l"));
  std::string text = FormatKeyFile(file);
  absl::StatusOr<KeyFile> parsed = ParseKeyFile(text);
  ASSERT_OK(parsed);
  EXPECT_EQ(FormatKeyFile(*parsed), text);
  EXPECT_EQ(parsed->current, file.masters[0].id);
  EXPECT_NE(file.masters[0].id, file.masters[1].id);
}

TEST_F(KeyFileTest, NamesTheLineAndNotWhatStandsThere) {
  const std::string good =
      "setara-keys 1\nmaster m-1 " + kA + "\ncurrent m-1\nlookup l-1 " + kB + "\nmac " + kB + "\n";
  ASSERT_OK(ParseKeyFile(good));
  ASSERT_OK(ParseKeyFile("# words\n\n" + good + "\r\n"));
  struct Case {
    std::string text;
    const char* says;
  };
  for (const Case& c : std::vector<Case>{
           {"", "it is empty"},
           {"setara-keys 2\n", "line 1"},
           {"master m-1 " + kA + "\n", "line 1"},
           {"setara-keys 1\nmaster m-1 " + kA.substr(1) + "\n", "line 2"},
           {"setara-keys 1\nmaster m-1 " + kA + "0\n", "line 2"},
           {"setara-keys 1\nmaster m-1 " + kA.substr(1) + "g\n", "line 2"},
           {"setara-keys 1\nmaster m/1 " + kA + "\n", "line 2"},
           {"setara-keys 1\nmaster m-1 " + kA + " more\n", "line 2"},
           {good + "master m-1 " + kB + "\n", "line 6"},
           {good + "current m-1\n", "line 6"},
           {good + "mac " + kA + "\n", "line 6"},
           {good + "\n# words\nsecret " + kA + "\n", "line 8"},
           {"setara-keys 1\nmaster m-1 " + kA + "\ncurrent m-2\n", "no master key"},
           {"setara-keys 1\nmaster m-1 " + kA + "\ncurrent m-1\nmac " + kB + "\n", "lookup"},
           {"setara-keys 1\nmaster m-1 " + kA + "\ncurrent m-1\nlookup l-1 " + kB + "\n", "mac"},
       }) {
    absl::Status status = ParseKeyFile(c.text).status();
    EXPECT_EQ(Reason(status), "KEY_FILE_UNREADABLE") << c.text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.says)) << c.text;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("aaaaaaaa")));
  }
}

TEST_F(KeyFileTest, IsForItsOwnerAlone) {
  ASSERT_OK(WriteKeyFile(Path(), NewKeyFile(), false));
  struct stat about;
  ASSERT_EQ(stat(Path().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  ASSERT_OK(ReadKeyFile(Path()));
  for (mode_t mode : {0640, 0604, 0601, 0620}) {
    ASSERT_EQ(chmod(Path().c_str(), mode), 0);
    absl::Status status = ReadKeyFile(Path()).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(Reason(status), "KEY_FILE_IS_OPEN") << mode;
  }
  ASSERT_EQ(chmod(Path().c_str(), 0400), 0);
  EXPECT_OK(ReadKeyFile(Path()));
}

TEST_F(KeyFileTest, IsNotOverwrittenUnlessAsked) {
  EXPECT_EQ(ReadKeyFile(Path()).status().code(), absl::StatusCode::kNotFound);
  KeyFile first = NewKeyFile();
  ASSERT_OK(WriteKeyFile(Path(), first, false));
  EXPECT_EQ(WriteKeyFile(Path(), NewKeyFile(), false).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(FormatKeyFile(*ReadKeyFile(Path())), FormatKeyFile(first));
  // What a write left that did not end is no hindrance.
  std::ofstream(Path() + ".new") << "half";
  KeyFile second = NewKeyFile();
  ASSERT_OK(WriteKeyFile(Path(), second, true));
  EXPECT_EQ(FormatKeyFile(*ReadKeyFile(Path())), FormatKeyFile(second));
  EXPECT_FALSE(std::filesystem::exists(Path() + ".new"));
}

TEST_F(KeyFileTest, AFolderOrAGiantIsNoKeyFile) {
  std::filesystem::create_directory(Path());
  ASSERT_EQ(chmod(Path().c_str(), 0700), 0);
  EXPECT_EQ(Reason(ReadKeyFile(Path()).status()), "KEY_FILE_UNREADABLE");
  std::filesystem::remove(Path());
  std::ofstream(Path()) << std::string(100'000, '#');
  ASSERT_EQ(chmod(Path().c_str(), 0600), 0);
  EXPECT_EQ(Reason(ReadKeyFile(Path()).status()), "KEY_FILE_UNREADABLE");
}

}  // namespace
}  // namespace setara
