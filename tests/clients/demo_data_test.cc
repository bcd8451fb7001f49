#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace setara {
namespace {

namespace fs = std::filesystem;

class DemoDataTest : public testing::Test {
 protected:
  DemoDataTest() {
    std::string name = (fs::temp_directory_path() / "setara-demo-XXXXXX").string();
    root_ = mkdtemp(name.data());
  }
  ~DemoDataTest() override { fs::remove_all(root_); }

  int Generate(const std::string& folder, const std::string& day) {
    return std::system((std::string(DEMO_DATA_PROGRAM) + " " + (root_ / folder).string() + " " +
                        day + " 2>/dev/null")
                           .c_str());
  }

  std::string Read(const std::string& file) {
    std::ifstream in(root_ / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path root_;
};

TEST_F(DemoDataTest, IsTheSameForTheSameDay) {
  ASSERT_EQ(Generate("a", "2026-11-21"), 0);
  ASSERT_EQ(Generate("b", "2026-11-21"), 0);
  for (const char* file : {"employers.csv", "headcounts.csv", "workers.csv", "openings.csv",
                           "seekers.jsonl", "stories.jsonl", "damar.json"}) {
    const std::string text = Read(std::string("a/") + file);
    EXPECT_FALSE(text.empty()) << file;
    EXPECT_EQ(text, Read(std::string("b/") + file)) << file;
  }
}

TEST_F(DemoDataTest, HasTheSizeTheDemoPromisesAndNoRealNik) {
  ASSERT_EQ(Generate("a", "2026-03-31"), 0);
  const auto lines = [&](const char* file) {
    const std::string text = Read(file);
    return std::count(text.begin(), text.end(), '\n');
  };
  EXPECT_EQ(lines("a/stories.jsonl") + lines("a/seekers.jsonl"), 10'000);
  EXPECT_EQ(lines("a/openings.csv"), 5'001);
  EXPECT_EQ(lines("a/employers.csv"), 401);
  const std::string seekers = Read("a/seekers.jsonl");
  for (size_t at = seekers.find("\"nik\":\""); at != std::string::npos;
       at = seekers.find("\"nik\":\"", at + 1)) {
    ASSERT_EQ(seekers.substr(at + 7, 4), "9999");
  }
}

TEST_F(DemoDataTest, RefusesADayThatIsNone) { EXPECT_NE(Generate("a", "2026-02-30"), 0); }

}  // namespace
}  // namespace setara
