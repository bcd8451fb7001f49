// What the facts of a case and their fields are called.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string_view>

namespace setara {

struct FieldText {
  // "VisitMade.note"; a field that means the same everywhere has its name alone, "note".
  std::string_view field;
  std::string_view indonesian;  // before the value; of a yes or no: what yes says
  std::string_view english;
  std::string_view no_indonesian = {};  // what no says; "": nothing
  std::string_view no_english = {};
};

// Of the message's own field, else of its name; nullptr: none. A test asks for every field that a
// log can hold. An empty text: the value stands for itself.
const FieldText* FieldTextOf(const google::protobuf::FieldDescriptor* field);

// What an entry with this fact is called; `fact` is a field of CaseEvent.
const FieldText* FactTextOf(const google::protobuf::FieldDescriptor* fact);

}  // namespace setara
