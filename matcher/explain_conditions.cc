// Hard conditions of an explanation: each met, failed or not known, and what to ask.
#include "matcher/conditions.h"
#include "matcher/domain/date.h"
#include "matcher/explain_parts.h"
#include "matcher/prepared.h"
#include "matcher/reference/education.h"
#include "matcher/reference/licences.h"
#include "matcher/sentences.h"

namespace setara {
namespace {

std::string EducationName(Language language, EducationLevel level) {
  const EducationLabels& labels = LabelsOf(level);
  return std::string(language == Language::kIndonesian ? labels.id : labels.en);
}

std::string LicenceNames(const ExplainedPair& pair) {
  std::vector<std::string> names;
  for (int index : pair.opening.licences) {
    const Licence& licence = LicenceOf(LicenceId(index));
    names.emplace_back(pair.language == Language::kIndonesian ? licence.label_id
                                                              : licence.label_en);
  }
  return Join(pair.language, names);
}

// Three sentences, one of which `result` picks.
struct Three {
  std::string met, failed, unknown;
  const std::string& Pick(ConditionResult result) const {
    if (result == ConditionResult::kMet) return met;
    return result == ConditionResult::kFailed ? failed : unknown;
  }
};

Three OpenSentences(const ExplainedPair& pair) {
  const std::string day = ToString(pair.options.on);
  return {Say(pair.language, "Lowongan ini buka pada {0}.", "This opening is open on {0}.", {day}),
          Say(pair.language, "Lowongan ini tidak buka pada {0}.",
              "This opening is not open on {0}.", {day}),
          Say(pair.language, "Belum diketahui apakah lowongan ini masih buka.",
              "It is not known whether this opening is still open.")};
}

Three AvailableSentences(const ExplainedPair& pair) {
  const std::string day = ToString(pair.options.on);
  return {Say(pair.language, "Anda mencari kerja dan menyetujui pencocokan pada {0}.",
              "You are looking for work and agree to being matched on {0}.", {day}),
          Say(pair.language,
              "Pada {0} Anda belum tersedia, tidak sedang mencari kerja, atau belum menyetujui "
              "pencocokan.",
              "On {0} you are not available yet, not looking for work, or have not agreed to being "
              "matched.",
              {day}),
          ""};
}

Three EducationSentences(const ExplainedPair& pair) {
  if (pair.opening_facts.education_required == 0) {
    return {Say(pair.language, "Tidak ada syarat pendidikan yang berdasar hukum atau tugas.",
                "No education is required by law or by the task."),
            "", ""};
  }
  const std::string asked = EducationName(pair.language, pair.opening.education);
  return {Say(pair.language, "Pendidikan Anda memenuhi syarat {0}.",
              "Your education meets the requirement: {0}.", {asked}),
          Say(pair.language, "Pekerjaan ini mensyaratkan pendidikan {0}.",
              "This work requires education: {0}.", {asked}),
          Say(pair.language,
              "Pekerjaan ini mensyaratkan pendidikan {0}; pendidikan Anda belum "
              "ditanyakan.",
              "This work requires education: {0}; you have not been asked about yours.", {asked})};
}

Three LicenceSentences(const ExplainedPair& pair) {
  if (pair.opening_facts.licences == 0) {
    return {
        Say(pair.language, "Tidak ada syarat izin atau sertifikat yang berdasar hukum atau tugas.",
            "No licence is required by law or by the task."),
        "", ""};
  }
  const std::string names = LicenceNames(pair);
  return {
      Say(pair.language, "Anda memiliki {0}.", "You hold what is required: {0}.", {names}),
      Say(pair.language, "Pekerjaan ini mensyaratkan {0}.", "This work requires: {0}.", {names}),
      Say(pair.language, "Pekerjaan ini mensyaratkan {0}; Anda belum ditanya.",
          "This work requires: {0}; you have not been asked.", {names})};
}

Three AgeSentences(const ExplainedPair& pair) {
  if (pair.opening_facts.age_min == kNoAge) {
    return {Say(pair.language, "Tidak ada batas usia yang berdasar hukum atau tugas.",
                "No age is required by law or by the task."),
            "", ""};
  }
  const std::string years = std::to_string(pair.opening_facts.age_min);
  return {Say(pair.language, "Usia Anda memenuhi batas {0} tahun.",
              "Your age meets the minimum of {0} years.", {years}),
          Say(pair.language, "Pekerjaan ini mensyaratkan usia paling muda {0} tahun.",
              "This work requires an age of at least {0} years.", {years}),
          Say(pair.language,
              "Pekerjaan ini mensyaratkan usia paling muda {0} tahun; tanggal lahir "
              "Anda belum diketahui.",
              "This work requires an age of at least {0} years; your birth date is not known.",
              {years})};
}

std::string ReachMet(const ExplainedPair& pair) {
  if (pair.opening.arrangement == Arrangement::kRemote) {
    return Say(pair.language, "Pekerjaan ini jarak jauh.", "This work is remote.");
  }
  if (pair.seeker_facts.reach_metres < 0) {
    return Say(pair.language, "Anda tidak menetapkan batas jarak.",
               "You set no limit of distance.");
  }
  if (ReachIsNoBar(pair.opening_facts, pair.options.what_if)) {
    return Say(pair.language,
               "Jarak tidak menjadi halangan: ada transportasi, tempat tinggal, atau "
               "kerja dari rumah.",
               "Distance is no bar: transport, housing or work from home is offered.");
  }
  if (!pair.seeker.reach_is_hard) {
    return Say(pair.language, "Batas jarak Anda bukan syarat.",
               "Your limit of distance is no condition.");
  }
  return Say(pair.language, "Jaraknya {0}, dalam batas Anda ({1}).",
             "The distance is {0}, within your limit ({1}).",
             {Kilometres(pair.language, pair.distance),
              Kilometres(pair.language, pair.seeker_facts.reach_metres)});
}

// Without a distance, the pair fails by the province of the work.
std::string OutOfReach(const ExplainedPair& pair, const std::string& reach) {
  if (pair.distance == kNoDistance) {
    return Say(pair.language,
               "Tempat kerjanya di provinsi yang seluruhnya di luar batas jarak Anda ({0}).",
               "The work is in a province that lies wholly beyond your limit ({0}).", {reach});
  }
  return Say(pair.language, "Jaraknya {0}, di luar batas Anda ({1}).",
             "The distance is {0}, beyond your limit ({1}).",
             {Kilometres(pair.language, pair.distance), reach});
}

Three ReachSentences(const ExplainedPair& pair) {
  const std::string reach = Kilometres(pair.language, pair.seeker_facts.reach_metres);
  return {ReachMet(pair), OutOfReach(pair, reach),
          Say(pair.language, "Jaraknya belum diketahui; batas Anda {0}.",
              "The distance is not known; your limit is {0}.", {reach})};
}

Three HoursSentences(const ExplainedPair& pair) {
  if (!pair.seeker.hours_per_week_max) {
    return {Say(pair.language, "Jam kerjanya sesuai dengan syarat Anda.",
                "The hours meet your conditions."),
            Say(pair.language, "Jam kerjanya tidak sesuai dengan syarat Anda.",
                "The hours do not meet your condition."),
            Say(pair.language, "Jam kerjanya belum diketahui.", "The hours are not known.")};
  }
  const std::string most = std::to_string(*pair.seeker.hours_per_week_max);
  return {Say(pair.language, "Jam kerjanya sesuai dengan batas Anda ({0} jam seminggu).",
              "The hours are within your limit ({0} hours a week).", {most}),
          Say(pair.language,
              "Jam kerjanya tidak sesuai dengan syarat Anda (paling lama {0} jam "
              "seminggu).",
              "The hours do not meet your condition (at most {0} hours a week).", {most}),
          Say(pair.language, "Jam kerjanya belum diketahui; batas Anda {0} jam seminggu.",
              "The hours are not known; your limit is {0} hours a week.", {most})};
}

Three ShiftSentences(const ExplainedPair& pair) {
  const bool shift_unknown = pair.opening.shift == ShiftPattern::kUnknown;
  return {Say(pair.language, "Giliran kerjanya sesuai untuk Anda.", "The shifts suit you."),
          Say(pair.language, "Ada kerja malam, dan Anda tidak bekerja malam.",
              "There is night work, and you do not work nights."),
          shift_unknown
              ? Say(pair.language, "Giliran kerjanya belum diketahui; Anda tidak bekerja malam.",
                    "The shifts are not known; you do not work nights.")
              : Say(pair.language, "Ada kerja malam; Anda belum ditanya tentang ini.",
                    "There is night work; you have not been asked about it.")};
}

// A hard wish: `what` names the facet.
Three WishSentences(Language language, std::string_view id, std::string_view en) {
  return {
      Say(language, "{0} tidak bertentangan dengan syarat Anda.",
          "{0}: nothing against your conditions.", {language == Language::kIndonesian ? id : en}),
      Say(language, "{0} tidak sesuai dengan syarat Anda.", "{0}: does not meet your condition.",
          {language == Language::kIndonesian ? id : en}),
      Say(language, "{0} belum diketahui; ini syarat Anda.",
          "{0}: not known, and it is your condition.",
          {language == Language::kIndonesian ? id : en})};
}

Three SentencesOf(const ExplainedPair& pair, Condition condition) {
  switch (condition) {
    case Condition::kOpeningOpen:
      return OpenSentences(pair);
    case Condition::kSeekerAvailable:
      return AvailableSentences(pair);
    case Condition::kKind:
      return WishSentences(pair.language, "Jenis pekerjaan ini", "The kind of work");
    case Condition::kEducation:
      return EducationSentences(pair);
    case Condition::kLicence:
      return LicenceSentences(pair);
    case Condition::kAge:
      return AgeSentences(pair);
    case Condition::kReach:
      return ReachSentences(pair);
    case Condition::kHours:
      return HoursSentences(pair);
    case Condition::kShift:
      return ShiftSentences(pair);
    case Condition::kOccupation:
      return WishSentences(pair.language, "Bidang pekerjaan ini", "The occupation");
    case Condition::kArrangement:
      return WishSentences(pair.language, "Tempat bekerja (di lokasi, campuran, atau jarak jauh)",
                           "Where the work is done (on site, hybrid or remote)");
    case Condition::kWage:
      return WishSentences(pair.language, "Upahnya", "The wage");
  }
  return {};
}

std::string BasisOf(const ExplainedPair& pair, Condition condition) {
  switch (condition) {
    case Condition::kEducation:
      return pair.opening_facts.education_required ? pair.opening.education_basis : "";
    case Condition::kLicence:
      return pair.opening_facts.licences ? pair.opening.licence_basis : "";
    case Condition::kAge:
      return pair.opening_facts.age_min != kNoAge ? pair.opening.age_basis : "";
    default:
      return "";
  }
}

// Whom to ask about a condition that is not known.
bool IsForThePerson(const ExplainedPair& pair, Condition condition) {
  switch (condition) {
    case Condition::kEducation:
    case Condition::kLicence:
    case Condition::kAge:
      return true;
    case Condition::kReach:
      return pair.seeker_facts.latitude_e6 == kNoPoint;
    case Condition::kShift:
      return pair.seeker_facts.night_shift == 0;
    default:
      return false;
  }
}

std::string QuestionOf(const ExplainedPair& pair, Condition condition) {
  const bool person = IsForThePerson(pair, condition);
  switch (condition) {
    case Condition::kOpeningOpen:
      return Say(pair.language, "Apakah lowongan ini masih buka?", "Is this opening still open?");
    case Condition::kEducation:
      return Say(pair.language, "Apa pendidikan terakhir Anda?", "What is your education?");
    case Condition::kLicence:
      return Say(pair.language, "Apakah Anda memiliki {0}?", "Do you hold: {0}?",
                 {LicenceNames(pair)});
    case Condition::kAge:
      return Say(pair.language, "Kapan tanggal lahir Anda?", "What is your birth date?");
    case Condition::kReach:
      return person ? Say(pair.language, "Di mana Anda tinggal?", "Where do you live?")
                    : Say(pair.language, "Di mana tempat kerjanya?", "Where is the workplace?");
    case Condition::kHours:
      return Say(pair.language, "Berapa jam kerja dalam seminggu?", "How many hours a week is it?");
    case Condition::kShift:
      return person ? Say(pair.language, "Apakah Anda bersedia bekerja malam?",
                          "Are you willing to work nights?")
                    : Say(pair.language, "Apakah ada kerja malam?", "Is there night work?");
    case Condition::kKind:
      return Say(pair.language, "Apakah ini hubungan kerja, magang, atau kemitraan?",
                 "Is this employment, an apprenticeship or a partnership?");
    case Condition::kOccupation:
      return Say(pair.language, "Apa tepatnya pekerjaan ini?", "What exactly is the work?");
    case Condition::kArrangement:
      return Say(pair.language, "Apakah pekerjaan ini di tempat, campuran, atau jarak jauh?",
                 "Is the work on site, hybrid or remote?");
    case Condition::kWage:
      return Say(pair.language, "Berapa upahnya?", "What is the wage?");
    case Condition::kSeekerAvailable:
      break;
  }
  return "";
}

}  // namespace

void ExplainConditions(const ExplainedPair& pair, Explanation& explanation) {
  for (int i = 0; i < kConditions; ++i) {
    ConditionReason reason;
    reason.condition = static_cast<Condition>(i);
    reason.result = CheckCondition(reason.condition, pair.seeker_facts, pair.opening_facts,
                                   pair.options, pair.distance);
    reason.basis = BasisOf(pair, reason.condition);
    reason.sentence = SentencesOf(pair, reason.condition).Pick(reason.result);
    if (reason.result == ConditionResult::kUnknown) {
      Ask(IsForThePerson(pair, reason.condition) ? explanation.questions_to_person
                                                 : explanation.questions_to_employer,
          QuestionOf(pair, reason.condition));
    }
    explanation.conditions.push_back(std::move(reason));
  }
}

}  // namespace setara
