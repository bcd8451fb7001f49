// One thing that was done, to be kept: who, in which role, whose record, which kinds of data, why,
// when, from where, and how it ended (UU 27/2022 art. 31). Never what was searched for or read.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "matcher/domain/date.h"

namespace setara {

struct AuditEvent {
  Instant at{};
  std::string caller;   // Caller::name; empty: anyone
  int role = 0;         // v1::Role
  std::string place;    // where the caller works: "branches/{code}", "employers/{id}"; or
                        // empty. What a person is told in place of a name
  std::string method;   // "setara.v1.SeekerService.GetSeeker", or "setarad keys rotate"
  std::string purpose;  // as stated by the caller: a code of access/purposes
  std::string peer;     // network address
  std::string object;   // resource name that the request named; empty: none
  std::set<std::string> subjects;  // `seekers/{id}` of the people whose data were given or written
  uint32_t data_classes = 0;       // bit n: v1::DataClass n was given or written
  int outcome = 0;                 // canonical code; 0: done
  std::string reason;              // ErrorInfo reason of a failure
  std::string break_glass;         // `breakGlassGrants/{id}` that opened the record; empty: none
};

}  // namespace setara
