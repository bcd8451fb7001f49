// The case in plain Indonesian for the worker (sentences: summary_id.tsv): what happened, where the
// case stands, what was agreed, what comes next and by when, whom to call, which rights there are.
//
// It says nothing of other people: doctors, family and whoever else took part appear by what they
// are, never by name; the case manager alone is named, since that is whom to call. Notes, reasons
// and the log of contacts are the staff's and are left out. Of law it says what data/citations.tsv
// has in force on the day, and says so where the source itself was not read. Pure; thread-safe.
#pragma once

#include <string>

#include "matcher/domain/date.h"
#include "server/casework/record.h"
#include "server/casework/rules.h"
#include "server/document/document.h"

namespace setara::casework::summary {

// What the log has only as ids. A name that is "" is left out of its sentence.
struct SummaryFacts {
  std::string case_name{};       // "cases/01J..."
  std::string worker{};          // display name
  std::string employer{};        // of the accident
  std::string trial_employer{};  // of the trial agreed last
  std::string work_employer{};   // of the work begun last
  std::string manager{};         // display name; "": nobody has the case
  std::string branch{};          // code
};

// As of the whole of `day`, the local one of the place: the hour of printing changes nothing, so
// that one log gives one document a day. The case exists; `day` is not before its last entry.
Document Summary(const CaseRecord& record, const SummaryFacts& facts, Date day,
                 const CaseRules& rules);

}  // namespace setara::casework::summary
