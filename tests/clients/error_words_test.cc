// What the server says is said in Indonesian: every sentence that its sources have as a whole has
// its row.
#include "clients/error_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace setara {
namespace {

using ::testing::IsEmpty;

std::string Id(std::string_view words) { return ErrorWords(TextLanguage::kIndonesian, words); }

TEST(ErrorWords, FillsWhatTheServerPutIn) {
  EXPECT_EQ(Id("is required"), "wajib diisi");
  EXPECT_EQ(Id("expected 0 to 4"), "harus 0 sampai 4");
  EXPECT_EQ(Id("expected 13 digits; are leading zeros missing? Format its column as text"),
            "harus 13 angka; apakah nol di depan hilang? Format kolomnya sebagai teks");
  EXPECT_EQ(Id("must be after training_planned.from"), "harus sesudah training_planned.from");
  EXPECT_EQ(Id("there is no employers/01J"), "tidak ada employers/01J");
}

TEST(ErrorWords, TheRowWithMostWordsOfItsOwnIsTaken) {
  EXPECT_EQ(Id("is before the first day"), "sebelum hari pertama");
  EXPECT_EQ(Id("unknown skill: expected S001 to S999"),
            "keterampilan tidak dikenal: harus S001 to S999");
}

TEST(ErrorWords, ASentenceInASentenceIsSaidToo) {
  EXPECT_EQ(Id("date is no day of the calendar (and 1 more)"),
            "tanggal itu tidak ada di kalender (dan 1 lagi)");
  EXPECT_EQ(Id("the record has more than 512 cells"), "catatan ini punya lebih dari 512 kolom");
}

TEST(ErrorWords, EnglishAndWhatHasNoRowStayAsTheyAre) {
  EXPECT_EQ(ErrorWords(TextLanguage::kEnglish, "is required"), "is required");
  EXPECT_EQ(Id("something quite new"), "something quite new");
  EXPECT_EQ(Id(""), "");
  EXPECT_EQ(Id("*"), "*");
}

// The arguments of the call whose parenthesis opens before `at`.
std::string ArgumentsAt(const std::string& text, size_t at) {
  int depth = 1;
  bool quoted = false;
  for (size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return text.substr(at, i - at);
    }
  }
  return "";
}

// The last argument, when it is text and nothing else; "" otherwise.
std::string LastText(const std::string& arguments) {
  std::string text;
  bool quoted = false, other = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const char c = arguments[i];
    if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      if (c == '\\') ++i;
      text += arguments[i];
    } else if (c == ',') {
      text.clear();
      other = false;
    } else if (c != ' ' && c != '\n') {
      other = true;
    }
  }
  return other ? "" : text;
}

std::vector<std::string> SentencesOf(const std::string& source) {
  std::vector<std::string> sentences;
  for (const char* call : {"errors.Add(", "InvalidField(", "notes.Reject(", "notes.Unreadable(",
                           "checks.Require(", "Refused(", "Refuse(", "FailedPreconditionError(",
                           "PermissionDeniedError(", "AlreadyExistsError(", "UnauthenticatedError(",
                           "ResourceExhaustedError(", "CaseStepDenied("}) {
    for (size_t at = 0; (at = source.find(call, at)) != source.npos;) {
      at += std::string_view(call).size();
      const std::string sentence = LastText(ArgumentsAt(source, at));
      if (sentence.find(' ') != sentence.npos) sentences.push_back(sentence);
    }
  }
  return sentences;
}

TEST(ErrorWords, EverySentenceOfTheServerHasItsRow) {
  namespace fs = std::filesystem;
  std::vector<std::string> without;
  size_t sentences = 0;
  for (const char* folder : {"matcher/domain", "server/access", "server/casework", "server/import",
                             "server/notices", "server/placement", "server/rights", "server/rpc"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(SETARA_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cc") continue;
      std::ostringstream source;
      source << std::ifstream(entry.path()).rdbuf();
      for (const std::string& sentence : SentencesOf(source.str())) {
        ++sentences;
        if (Id(sentence) == sentence) {
          without.push_back(entry.path().filename().string() + ": " + sentence);
        }
      }
    }
  }
  EXPECT_GT(sentences, 200u);
  EXPECT_THAT(without, IsEmpty());
}

}  // namespace
}  // namespace setara
