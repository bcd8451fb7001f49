// What has to be done in a case by when. Derived from the record each time, never typed: nothing
// that the rules demand can be forgotten, and nothing lingers. Pure; thread-safe.
//
// A deadline of a state counts from the day the case entered it. While the case is paused those of
// the state it rests from stand still; they move on by the time paused, and come back with it.
// Those of the law (report, processing, wage replacement, month 12) never rest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/language.h"
#include "server/casework/calendar.h"
#include "server/casework/record.h"
#include "server/casework/rules.h"

namespace setara::casework {

struct Deadline {
  // The id of its duration (durations.tsv), or one whose day the record itself names:
  // "TRAINING_END", "FIT_NOTE_EXPIRES", "AID_EXPECTED".
  std::string kind{};
  const Duration* duration = nullptr;  // nullptr: the day is the record's
  const Citation* citation = nullptr;  // in force on the day it started; nullptr: none on file
  std::string reference{};             // what it is about: an offer, an aid; often ""
  Instant start{};
  Instant due{};  // the first instant that is too late; of an alarm, when it sounds
  std::optional<Instant> done_at{};  // what it asked for happened then
  bool alarm = false;                // sounds from `due` on, and never is "late"
  bool suspended = false;            // the case is paused
  TimeZone zone = TimeZone::kWib;    // of its days
  bool zone_assumed = false;         // the place is not known well enough
  bool holidays_known = true;        // false: beyond the table of holidays

  bool DoneInTime() const { return done_at && *done_at < due; }
  std::string Label(Language language) const;
};

enum class Urgency : uint8_t {
  kDone = 1,
  kSuspended = 2,
  kLater = 3,
  kComingUp = 4,  // within COMING_UP days (7, our default)
  kDue = 5,       // the local day on which it ends
  kOverdue = 6,
  kSounding = 7,  // an alarm whose time has come
};
// "DONE" ... "SOUNDING".
std::string_view WordOf(Urgency urgency);

Urgency UrgencyOf(const Deadline& deadline, Instant now, const CaseRules& rules);

// Every deadline of the case, open ones and those done, by due and then kind. Case-flow deadlines
// that the end of the case made pointless are left out. The case exists; now >= its last entry.
std::vector<Deadline> DeadlinesOf(const CaseRecord& record, Instant now, const CaseRules& rules);

// Those not done, suspended ones included: what a case manager has to look at.
std::vector<Deadline> OpenDeadlines(const CaseRecord& record, Instant now, const CaseRules& rules);

// The text of an alarm with its basis on the day it sounds (data/alarms.tsv): it protects the
// worker. "" for other kinds.
std::string AlarmText(const Deadline& deadline, const CaseRules& rules, Language language);

}  // namespace setara::casework
