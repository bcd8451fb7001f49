#include "server/import/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace setara {
namespace {

TEST(Mapping, ShippedOnesAreSoundAndDistinct) {
  std::set<std::pair<ImportKind, std::string>> seen;
  for (const Mapping& mapping : ShippedMappings()) {
    EXPECT_TRUE(seen.insert({mapping.kind, mapping.name}).second) << mapping.name;
    EXPECT_FALSE(mapping.description.empty()) << mapping.name;
    EXPECT_TRUE(mapping.native || !mapping.files.empty()) << mapping.name;
  }
  EXPECT_EQ(ShippedMappings().size(), 20u);
}

TEST(Mapping, IsFoundByKindAndName) {
  ASSERT_TRUE(FindMapping(ImportKind::kOpening, "glints_2024").ok());
  ASSERT_TRUE(FindMapping(ImportKind::kWorker, "setara").ok());
  const auto absent = FindMapping(ImportKind::kSeeker, "glints_2024");
  EXPECT_EQ(absent.status().code(), absl::StatusCode::kNotFound);
}

struct Case {
  const char* json;
  const char* key;
};

class WrongMapping : public testing::TestWithParam<Case> {};

TEST_P(WrongMapping, NamesFileAndKey) {
  const absl::StatusOr<Mapping> mapping = ParseMapping("mine.json", GetParam().json);
  ASSERT_FALSE(mapping.ok());
  EXPECT_THAT(std::string(mapping.status().message()), testing::HasSubstr("mine.json"));
  EXPECT_THAT(std::string(mapping.status().message()), testing::HasSubstr(GetParam().key));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, WrongMapping,
    testing::Values(
        Case{"", "not a JSON object"}, Case{"[]", "not a JSON object"},
        Case{R"({"kind":"openings","fields":{}})", "name"},
        Case{R"({"name":"m","fields":{}})", "kind"}, Case{R"({"name":"m","kind":"jobs"})", "kind"},
        Case{R"({"name":"m","kind":"openings"})", "fields"},
        Case{R"({"name":"m","kind":"openings","extra":1})", "extra"},
        Case{R"({"name":"m","kind":"openings","fields":{"tittle":{"column":"t"}}})",
             "fields.tittle"},
        Case{R"({"name":"m","kind":"openings","fields":{"title":{}}})", "fields.title"},
        Case{R"({"name":"m","kind":"openings","fields":{"title":{"column":"t","stpes":[]}}})",
             "fields.title.stpes"},
        Case{
            R"({"name":"m","kind":"openings","fields":{"title":{"column":"t","steps":["rot13"]}}})",
            "fields.title.steps"},
        Case{R"({"name":"m","kind":"openings","reference_date":"2024-02-30","fields":{}})",
             "reference_date"}));

}  // namespace
}  // namespace setara
