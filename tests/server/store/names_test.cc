#include "server/store/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NameKey, FoldsWhatClerksWriteDifferently) {
  EXPECT_EQ(NameKey("  Siti  Nur-Aini, S.E. "), "siti nur aini s e");
  EXPECT_EQ(NameKey("Ma'ruf"), "maruf");
  EXPECT_EQ(NameKey("Andr\xC3\xA9"), "andr\xC3\xA9");
  EXPECT_EQ(NameKey(" - "), "");
}

TEST(NameWords, LeaveOutWhatTellsNobodyApart) {
  EXPECT_THAT(NameWords("H. M. Yusuf bin Ali, S.Pd., M.Si."),
              ElementsAre("muhammad", "yusuf", "ali"));
  EXPECT_THAT(NameWords("Dra. Hj. St. Aminah"), ElementsAre("siti", "aminah"));
  EXPECT_THAT(NameWords("I Wayan Sudarta"), ElementsAre("wayan", "sudarta"));
  EXPECT_THAT(NameWords("Suharto"), ElementsAre("suharto"));
  EXPECT_THAT(NameWords("M."), ElementsAre("m"));
  EXPECT_THAT(NameWords("H."), ElementsAre("h"));
  EXPECT_THAT(NameWords(", Budi"), ElementsAre("budi"));
  EXPECT_THAT(NameWords(" - "), IsEmpty());
}

TEST(SoundOf, IsOneForTheSpellingsOfAName) {
  static constexpr const char* kSame[][2] = {
      // Spelling of 1901 and 1947.
      {"soekarno", "sukarno"},
      {"soeharto", "suharto"},
      {"djoko", "joko"},
      {"tjahjono", "cahyono"},
      {"tjokroaminoto", "cokroaminoto"},
      {"njoman", "nyoman"},
      {"sjarif", "syarif"},
      {"jusuf", "yusuf"},
      {"joesoef", "yusuf"},
      {"widjaja", "wijaya"},
      {"widjaja", "widjaya"},
      {"hardjo", "harjo"},
      {"andjani", "anjani"},
      {"chairil", "khairil"},
      {"sulistijo", "sulistyo"},
      {"setijawan", "setiawan"},
      {"noer", "nur"},
      {"noor", "nur"},
      // Letters doubled, silent or alike.
      {"ferry", "feri"},
      {"annisa", "anisa"},
      {"sitti", "siti"},
      {"andy", "andi"},
      {"fitri", "vitri"},
      {"fitri", "pitri"},
      {"faizal", "faisal"},
      {"aziz", "asis"},
      {"zaenal", "zainal"},
      {"nuraeni", "nuraini"},
      {"fatimah", "fatima"},
      {"aisyah", "aisah"},
      {"aisyah", "aishah"},
      {"ramadhan", "ramadan"},
      {"thamrin", "tamrin"},
      {"dharma", "darma"},
      {"dzulkifli", "zulkifli"},
      {"achmad", "ahmad"},
      {"akhmad", "ahmat"},
      {"yakub", "yakup"},
      {"christina", "kristina"},
      {"setyawan", "setiawan"},
      {"suwarno", "suarno"},
      {"iqbal", "ikbal"},
      {"sylvia", "silvia"},
      {"liem", "lim"},
  };
  for (const auto& [a, b] : kSame) EXPECT_EQ(SoundOf(a), SoundOf(b)) << a << " " << b;
}

TEST(SoundOf, TellsNamesApart) {
  static constexpr const char* kOther[][2] = {
      {"siti", "sita"},   {"budi", "badi"},     {"agus", "bagus"},  {"dewi", "desi"},
      {"rina", "rini"},   {"wati", "yati"},     {"eko", "oka"},     {"hadi", "adi"},
      {"joko", "eko"},    {"nyoman", "noman"},  {"cahya", "sahya"}, {"tono", "toni"},
      {"ahmad", "hamad"}, {"rahman", "rohman"}, {"sri", "tri"},     {"ana", "hana"},
  };
  for (const auto& [a, b] : kOther) EXPECT_NE(SoundOf(a), SoundOf(b)) << a << " " << b;
}

TEST(SoundOf, IsTotal) {
  EXPECT_EQ(SoundOf(""), "");
  for (const char* word : {"y", "w", "h", "b", "yy", "ny", "sy", "\xC3\xA9", "42", "44", "N"}) {
    EXPECT_NE(SoundOf(word), "") << word;
  }
  EXPECT_NE(SoundOf("42"), SoundOf("442"));
}

TEST(SoundOfName, RunsWordsTogether) {
  static constexpr const char* kSame[][2] = {
      {"Siti Nur Aini", "SITI NURAINI"},
      {"Siti Nur-Aini, S.E.", "St. Noeraini"},
      {"Abdul Rahman", "Abdurrahman"},
      {"Abd. Rahman", "Abdurachman"},
      {"Abdul Salam", "Abdussalam"},
      {"Moch. Jusuf", "M. Yusuf"},
      {"Muhammad Yusuf", "H. Mohamad Joesoef"},
  };
  for (const auto& [a, b] : kSame) EXPECT_EQ(SoundOfName(a), SoundOfName(b)) << a << " | " << b;
  EXPECT_NE(SoundOfName("Siti Nur Aini"), SoundOfName("Siti Nur Aina"));
  EXPECT_EQ(SoundOfName(" - "), "");
}

}  // namespace
}  // namespace setara
