// The kinds of facts that people record in a case, as verbs of the command line: one row a verb.
// Pure; thread-safe.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "clients/message_flags.h"

namespace setara {

struct FactVerb {
  std::string name;  // "visit"
  std::string fact;  // field of CaseEvent, "visit_made"
  std::string help;
  // Of the fact. A day "on" that is not given is the day it happened.
  std::vector<FieldFlag> flags;
};

// In the order of a case. Together with the verbs that need the server's help (advance, document,
// offer, accept, reject) they cover every fact that people may record; a test compares with the
// contract.
std::span<const FactVerb> FactVerbs();

}  // namespace setara
