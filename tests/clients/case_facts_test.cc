// The verbs and words of the command line against the contract: nothing that a log can hold is left
// without a way to record it or a word to read it by.
#include "clients/case_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "clients/case_field_texts.h"
#include "setara/v1/case_event.pb.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

TEST(CaseFactsTest, EveryFactHasAVerbOrIsAServersAnswer) {
  std::set<std::string> covered = {
      "report",              // open, amend
      "moved",               // advance
      "document_added",      // document add
      "hand_over_offered",   // offer, transfer
      "hand_over_answered",  // accept, reject
      "search_started",      // search
  };
  std::set<std::string> names;
  for (const FactVerb& verb : FactVerbs()) {
    EXPECT_TRUE(names.insert(verb.name).second) << verb.name;
    covered.insert(verb.fact);
  }
  const auto* fact = v1::CaseEvent::descriptor()->FindOneofByName("fact");
  for (int i = 0; i < fact->field_count(); ++i) {
    EXPECT_TRUE(covered.contains(fact->field(i)->name())) << fact->field(i)->name();
  }
}

TEST(CaseFactsTest, EveryFieldOfAFactHasAFlag) {
  for (const FactVerb& verb : FactVerbs()) {
    const FieldDescriptor* fact = v1::CaseEvent::descriptor()->FindFieldByName(verb.fact);
    ASSERT_NE(fact, nullptr) << verb.fact;
    std::set<std::string> given;
    for (const FieldFlag& flag : verb.flags) {
      given.insert(flag.field.substr(0, flag.field.find('.')));
    }
    const Descriptor* type = fact->message_type();
    for (int i = 0; i < type->field_count(); ++i) {
      // A second opinion that is only asked for has no doctor and no result yet.
      if (verb.name == "second-opinion") continue;
      EXPECT_TRUE(given.contains(type->field(i)->name()))
          << verb.name << ": " << type->field(i)->full_name();
    }
  }
}

void ExpectTexts(const Descriptor* type, std::set<const Descriptor*>* seen) {
  if (!seen->insert(type).second || type->file()->package() != "setara.v1") return;
  if (type->name() == "Date") return;
  for (int i = 0; i < type->field_count(); ++i) {
    EXPECT_NE(FieldTextOf(type->field(i)), nullptr) << type->field(i)->full_name();
    if (type->field(i)->message_type() != nullptr)
      ExpectTexts(type->field(i)->message_type(), seen);
  }
}

TEST(CaseFactsTest, EveryFactAndFieldHasAWord) {
  const auto* fact = v1::CaseEvent::descriptor()->FindOneofByName("fact");
  std::set<const Descriptor*> seen;
  for (int i = 0; i < fact->field_count(); ++i) {
    EXPECT_NE(FactTextOf(fact->field(i)), nullptr) << fact->field(i)->name();
    ExpectTexts(fact->field(i)->message_type(), &seen);
  }
}

}  // namespace
}  // namespace setara
