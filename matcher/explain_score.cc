// Score components, wishes and notes of an explanation.
#include <algorithm>

#include "matcher/domain/date.h"
#include "matcher/explain_parts.h"
#include "matcher/prepared.h"
#include "matcher/reference/minimum_wage.h"
#include "matcher/reference/regions.h"
#include "matcher/sentences.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

const Wish* WishOf(const ExplainedPair& pair, const MatchScore& score) {
  return score.wish < 0 ? nullptr : &pair.seeker.wishes[static_cast<size_t>(score.wish)];
}

std::string OccupationSentence(const ExplainedPair& pair, const Wish* wish) {
  if (wish == nullptr || wish->occupation_code.empty()) {
    return Say(pair.language, "Anda tidak menyebut bidang pekerjaan.", "You named no occupation.");
  }
  if (pair.opening.occupation_code.empty()) {
    return Say(pair.language, "Bidang pekerjaan lowongan ini belum diketahui.",
               "The occupation of this opening is not known.");
  }
  return Say(pair.language, "Lowongan: {0}. Keinginan Anda: {1}.", "Opening: {0}. Your wish: {1}.",
             {OccupationName(pair.language, pair.opening.occupation_code),
              OccupationName(pair.language, wish->occupation_code)});
}

std::string SkillsSentence(const ExplainedPair& pair) {
  std::vector<std::string> shared;
  for (uint16_t skill : pair.opening.skills) {
    const auto& mine = pair.seeker.skills;
    if (std::find(mine.begin(), mine.end(), skill) == mine.end()) continue;
    for (const SkillInfo& info : Vocabulary::Get().skills().all()) {
      if (static_cast<uint16_t>(info.id) == skill)
        shared.emplace_back(info.label.in(pair.language));
    }
  }
  if (pair.opening.skills.empty() || pair.seeker.skills.empty()) {
    return Say(pair.language, "Keterampilan belum lengkap di kedua pihak.",
               "Skills are not known on both sides.");
  }
  if (shared.empty()) {
    return Say(pair.language, "Belum ada keterampilan yang sama.", "No skill in common yet.");
  }
  return Say(pair.language, "Keterampilan yang sama: {0}.", "Skills in common: {0}.",
             {Join(pair.language, shared)});
}

std::string CommuteSentence(const ExplainedPair& pair) {
  if (pair.opening.arrangement == Arrangement::kRemote) {
    return Say(pair.language, "Pekerjaan jarak jauh, tanpa perjalanan.", "Remote work, no travel.");
  }
  if (pair.distance == kNoDistance) {
    return Say(pair.language, "Jaraknya belum diketahui.", "The distance is not known.");
  }
  return Say(pair.language, "Jaraknya sekitar {0}.", "The distance is about {0}.",
             {Kilometres(pair.language, pair.distance)});
}

std::optional<int64_t> OfferedWage(const Opening& opening) {
  return opening.wage_max_idr_per_month ? opening.wage_max_idr_per_month
                                        : opening.wage_min_idr_per_month;
}

std::string WageSentence(const ExplainedPair& pair, const Wish* wish) {
  const auto offered = OfferedWage(pair.opening);
  if (!offered) {
    return Say(pair.language, "Upahnya belum diketahui.", "The wage is not known.");
  }
  const std::string text = Rupiah(pair.language, *offered);
  if (wish == nullptr || !wish->wage_idr_per_month) {
    return Say(pair.language, "Upahnya sampai {0} sebulan; Anda tidak menyebut keinginan upah.",
               "The wage is up to {0} a month; you named no wage.", {text});
  }
  return Say(pair.language, "Upahnya sampai {0} sebulan; keinginan Anda {1}.",
             "The wage is up to {0} a month; your wish is {1}.",
             {text, Rupiah(pair.language, *wish->wage_idr_per_month)});
}

std::string ArrangementSentence(const ExplainedPair& pair) {
  return Say(
      pair.language, "Lowongan: {0}, {1}, {2}.", "Opening: {0}, {1}, {2}.",
      {KindName(pair.language, pair.opening.kind), HoursName(pair.language, pair.opening.hours),
       ArrangementName(pair.language, pair.opening.arrangement)});
}

std::string FreshnessSentence(const ExplainedPair& pair) {
  if (!pair.opening.posted_on) {
    return Say(pair.language, "Tanggal pasang belum diketahui.", "The posting date is not known.");
  }
  return Say(pair.language, "Dipasang pada {0}.", "Posted on {0}.",
             {ToString(*pair.opening.posted_on)});
}

std::string ReadinessSentence(const ExplainedPair& pair) {
  switch (pair.tier) {
    case Tier::kFits:
      return Say(pair.language, "Tidak ada yang perlu disiapkan.", "Nothing needs preparing.");
    case Tier::kFitsWithOffered:
      return Say(pair.language, "Yang dibutuhkan sudah disediakan.", "What is needed is offered.");
    case Tier::kFitsIfProvided:
      return Say(pair.language, "Masih ada yang perlu disediakan atau ditanyakan.",
                 "Something has to be provided or asked first.");
    default:
      return Say(pair.language, "Perlu dibicarakan dahulu.", "It needs talking over first.");
  }
}

std::string ComponentSentence(const ExplainedPair& pair, const MatchScore& score,
                              Component component) {
  const Wish* wish = WishOf(pair, score);
  switch (component) {
    case Component::kOccupation:
      return OccupationSentence(pair, wish);
    case Component::kSkills:
      return SkillsSentence(pair);
    case Component::kCommute:
      return CommuteSentence(pair);
    case Component::kWage:
      return WageSentence(pair, wish);
    case Component::kArrangement:
      return ArrangementSentence(pair);
    case Component::kFreshness:
      return FreshnessSentence(pair);
    case Component::kReadiness:
      return ReadinessSentence(pair);
  }
  return "";
}

// What the wish asks for: "Programmer, penuh waktu, jarak jauh, Rp5.000.000".
std::string WishWords(Language language, const Wish& wish) {
  std::vector<std::string> parts;
  const auto add = [&](std::string text, bool hard) {
    if (hard) text += Say(language, " (syarat)", " (a condition)");
    parts.push_back(std::move(text));
  };
  if (!wish.occupation_code.empty()) {
    add(OccupationName(language, wish.occupation_code), wish.occupation_is_hard);
  }
  std::vector<std::string> kinds, places;
  for (WorkKind kind : wish.kinds) kinds.push_back(KindName(language, kind));
  for (Arrangement place : wish.arrangements) places.push_back(ArrangementName(language, place));
  if (!kinds.empty()) add(Join(language, kinds, true), wish.kind_is_hard);
  if (wish.hours != WorkHours::kUnknown) add(HoursName(language, wish.hours), wish.hours_is_hard);
  if (!places.empty()) add(Join(language, places, true), wish.arrangement_is_hard);
  if (wish.wage_idr_per_month) add(Rupiah(language, *wish.wage_idr_per_month), wish.wage_is_hard);
  if (parts.empty()) return Say(language, "apa saja", "anything");
  std::string text = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) text += ", " + parts[i];
  return text;
}

std::string WishSentence(const ExplainedPair& pair, const Wish& wish, int number, bool used) {
  std::string text = Say(
      pair.language, used ? "Keinginan {0} ({1}) dipakai." : "Keinginan {0} ({1}) tidak dipakai.",
      used ? "Wish {0} ({1}) is used." : "Wish {0} ({1}) is not used.",
      {std::to_string(number), WishWords(pair.language, wish)});
  if (!wish.note.empty()) {
    text += Say(pair.language, " Catatan \"{0}\" tidak dipakai untuk urutan.",
                " The note \"{0}\" is not used for the order.", {wish.note});
  }
  return text;
}

void AddWageNote(const ExplainedPair& pair, Explanation& explanation) {
  const auto offered = OfferedWage(pair.opening);
  const bool is_whole_job =
      pair.opening.hours != WorkHours::kPartTime &&
      (pair.opening.kind == WorkKind::kEmployment || pair.opening.kind == WorkKind::kUnknown);
  if (!offered || !is_whole_job) return;
  const int year = static_cast<int>(std::chrono::year_month_day(pair.options.on).year());
  const auto minimum = ProvincialMinimumWage(pair.opening.region_code, year);
  if (!minimum || *offered >= minimum->rupiah_per_month) return;
  std::string province;
  if (const auto region = Regions::Get().Find(pair.opening.region_code.substr(0, 2)); region.ok()) {
    province = (*region)->name;
  }
  explanation.notes.push_back(Say(
      pair.language,
      "Upah yang ditawarkan ({0}) di bawah upah minimum provinsi {1} tahun {2} ({3}). Ini hanya "
      "catatan dan tidak memengaruhi urutan.",
      "The wage offered ({0}) is below the provincial minimum wage of {1} for {2} ({3}). This is "
      "a note only and does not change the order.",
      {Rupiah(pair.language, *offered), province, std::to_string(minimum->year),
       Rupiah(pair.language, minimum->rupiah_per_month)}));
}

// Accommodations for the selection or a graded return: they close no gap of the job, but are owed.
void AddOtherPhases(const ExplainedPair& pair, Explanation& explanation) {
  for (const AccommodationChoice& choice : pair.seeker.accommodations) {
    const AccommodationInfo& info = Vocabulary::Get().accommodation(choice.accommodation);
    const bool wanted =
        choice.stance == AccommodationStance::kNeeds || choice.stance == AccommodationStance::kUses;
    if (!wanted || info.phase == Phase::kWork) continue;
    const bool recruitment = info.phase == Phase::kRecruitment;
    explanation.notes.push_back(
        Say(pair.language,
            recruitment ? "Untuk seleksi perlu disiapkan {0} ({1})."
                        : "Untuk kembali bekerja bertahap perlu disiapkan {0} ({1}).",
            recruitment ? "The selection has to provide {0} ({1})."
                        : "A graded return has to provide {0} ({1}).",
            {info.phrase.in(pair.language), info.LegalBasis(pair.language)}));
  }
}

// What the advertisement asks without saying which law or task requires it.
void AddUnusedRequirements(const ExplainedPair& pair, Explanation& explanation) {
  if (pair.opening.age_min && pair.opening.age_basis.empty()) {
    explanation.notes.push_back(Say(
        pair.language,
        "Batas usia di lowongan ini tidak menyebut dasarnya, jadi tidak dipakai "
        "(UU 8/2016 art. 11 a).",
        "The age limit of this opening names no basis, so it is not used (UU 8/2016 art. 11 a)."));
  }
  if (pair.opening.education != EducationLevel::kUnknown && pair.opening.education_basis.empty()) {
    explanation.notes.push_back(Say(
        pair.language,
        "Pendidikan yang diminta lowongan ini adalah keinginan pemberi kerja, "
        "bukan syarat hukum atau tugas, jadi tidak dipakai.",
        "The education that this opening asks for is the employer's wish, not required by law or "
        "the task, so it is not used."));
  }
  if (!pair.opening.licences.empty() && pair.opening.licence_basis.empty()) {
    explanation.notes.push_back(
        Say(pair.language,
            "Izin atau sertifikat yang diminta lowongan ini tidak menyebut dasarnya, "
            "jadi tidak dipakai.",
            "The licences that this opening asks for name no basis, so they are not used."));
  }
}

void AddOccupationNote(const ExplainedPair& pair, Explanation& explanation) {
  if (pair.opening.occupation_origin != OccupationOrigin::kTitleIndex) return;
  explanation.notes.push_back(
      Say(pair.language,
          "Kelompok pekerjaan ({0}) dikenali dari judul lowongan, keyakinan {1} dari "
          "1000.",
          "The occupation group ({0}) was read from the title, confidence {1} of 1000.",
          {OccupationName(pair.language, pair.opening.occupation_code),
           std::to_string(pair.opening.occupation_confidence)}));
}

}  // namespace

void ExplainScore(const ExplainedPair& pair, Explanation& explanation) {
  for (int i = 0; i < kComponents; ++i) {
    ComponentReason reason;
    reason.component = static_cast<Component>(i);
    reason.value = explanation.score.components[static_cast<size_t>(i)];
    reason.weight = pair.options.weights[static_cast<size_t>(i)];
    reason.sentence = ComponentSentence(pair, explanation.score, reason.component);
    explanation.components.push_back(std::move(reason));
  }
}

void ExplainWishes(const ExplainedPair& pair, Explanation& explanation) {
  for (size_t i = 0; i < pair.seeker.wishes.size(); ++i) {
    const int index = static_cast<int>(i);
    const bool used = index == explanation.score.wish;
    explanation.wishes.push_back(
        {.wish = index,
         .used = used,
         .sentence = WishSentence(pair, pair.seeker.wishes[i], index + 1, used)});
  }
}

void AddNotes(const ExplainedPair& pair, Explanation& explanation) {
  AddWageNote(pair, explanation);
  AddUnusedRequirements(pair, explanation);
  AddOtherPhases(pair, explanation);
  AddOccupationNote(pair, explanation);
}

}  // namespace setara
