#include "matcher/sentences.h"

#include "matcher/reference/occupations.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

std::string Grouped(int64_t number, char separator) {
  std::string digits = std::to_string(number);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) {
    digits.insert(static_cast<size_t>(i), 1, separator);
  }
  return digits;
}

std::string_view GapOf(Language language, FunctionId f) {
  return Vocabulary::Get().function(f).gap.in(language);
}

// What an open or closed gap comes to, after "kemampuan Anda 1; " or "you have 1; ".
std::string FunctionOutcome(Language language, const FunctionReason& reason) {
  const std::string closers = Phrases(language, reason.closed_by);
  switch (reason.verdict) {
    case FunctionVerdict::kMet:
      return Say(language, "cocok.", "it fits.");
    case FunctionVerdict::kMetWithOffered:
      return Say(language, "tempat kerja menyediakan {0}, jadi cocok.",
                 "the workplace offers {0}, so it fits.", {closers});
    case FunctionVerdict::kMetIfProvided:
      return Say(language, "cocok bila tempat kerja menyediakan {0}.",
                 "it fits once the workplace provides {0}.", {closers});
    case FunctionVerdict::kMarginal:
      return Say(language, "ini tugas tambahan yang dapat ditukar dengan rekan kerja.",
                 "this is a marginal task that can be swapped with a colleague.");
    case FunctionVerdict::kToDiscuss:
      return Say(language,
                 "belum ada akomodasi di katalog yang menutupinya, jadi perlu dibicarakan.",
                 "no accommodation of the catalogue closes this yet, so it needs talking over.");
    case FunctionVerdict::kQuestion:
      break;
  }
  return Say(language, "ini tidak menghalangi; yang ditanyakan adalah apa yang membantu.",
             "this is no bar; the question is what helps.");
}

std::string UnknownDemand(Language language, const FunctionReason& reason) {
  return Say(language,
             "Belum diketahui apakah pekerjaan ini membutuhkan {0}; ini perlu ditanyakan kepada "
             "pemberi kerja.",
             "It is not known whether this work needs {0}; the employer has to be asked.",
             {GapOf(language, reason.function)});
}

std::string ContextOutcome(Language language, const ContextReason& reason) {
  const std::string closers = Phrases(language, reason.closed_by);
  switch (reason.verdict) {
    case FunctionVerdict::kMetWithOffered:
      return Say(language, "tempat kerja menyediakan {0}, jadi cocok.",
                 "the workplace offers {0}, so it fits.", {closers});
    case FunctionVerdict::kMetIfProvided:
      return Say(language, "cocok bila tempat kerja menyediakan {0}.",
                 "it fits once the workplace provides {0}.", {closers});
    case FunctionVerdict::kToDiscuss:
      return Say(language,
                 "belum ada akomodasi di katalog yang menutupinya, jadi perlu dibicarakan.",
                 "no accommodation of the catalogue closes this yet, so it needs talking over.");
    default:
      return Say(language, "keadaan ini belum dipastikan, jadi perlu ditanyakan.",
                 "this is not confirmed, so it has to be asked.");
  }
}

std::string TierSentence(Language language, const Explanation& explanation) {
  switch (explanation.tier) {
    case Tier::kFits:
      return Say(language, "Pekerjaan ini cocok tanpa penyesuaian.",
                 "This work fits without any adjustment.");
    case Tier::kFitsWithOffered:
      return Say(language, "Pekerjaan ini cocok dengan akomodasi yang sudah disediakan.",
                 "This work fits with the accommodations that are offered already.");
    case Tier::kFitsIfProvided:
      if (explanation.smallest_set.empty()) {
        return Say(language, "Pekerjaan ini dapat cocok; ada hal yang perlu ditanyakan dahulu.",
                   "This work can fit; some things have to be asked first.");
      }
      return Say(language, "Pekerjaan ini cocok bila disediakan {0} (UU 8/2016 art. 50).",
                 "This work fits once these are provided: {0} (UU 8/2016 art. 50).",
                 {Phrases(language, explanation.smallest_set)});
    case Tier::kToDiscuss:
    case Tier::kUnknown:
      break;
  }
  return Say(language,
             "Pekerjaan ini perlu dibicarakan: ada tuntutan yang sudah dipastikan dan belum ada "
             "akomodasi di katalog yang menutupinya.",
             "This work needs talking over: it has a confirmed demand that no accommodation of the "
             "catalogue closes yet.");
}

}  // namespace

std::string Say(Language language, std::string_view indonesian, std::string_view english,
                std::initializer_list<std::string_view> parts) {
  const std::string_view pattern = language == Language::kIndonesian ? indonesian : english;
  std::string text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool is_part = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (is_part) {
      text += parts.begin()[pattern[i + 1] - '0'];
      i += 2;
    } else {
      text += pattern[i];
    }
  }
  return text;
}

std::string Join(Language language, const std::vector<std::string>& items, bool any) {
  const std::string last = any ? Say(language, " atau ", " or ") : Say(language, " dan ", " and ");
  std::string text;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? last : ", ";
    text += items[i];
  }
  return text;
}

std::string Phrases(Language language, const std::vector<AccommodationId>& accommodations,
                    bool any) {
  std::vector<std::string> phrases;
  for (AccommodationId a : accommodations) {
    phrases.emplace_back(Vocabulary::Get().accommodation(a).phrase.in(language));
  }
  return Join(language, phrases, any);
}

std::string Rupiah(Language language, int64_t rupiah) {
  return "Rp" + Grouped(rupiah, language == Language::kIndonesian ? '.' : ',');
}

std::string Kilometres(Language language, int64_t metres) {
  if (metres < 1000) return Say(language, "kurang dari 1 km", "less than 1 km");
  return Grouped((metres + 500) / 1000, language == Language::kIndonesian ? '.' : ',') + " km";
}

std::string OccupationName(Language language, std::string_view code) {
  const auto group = Occupations::Get().Find(code);
  if (!group.ok()) return std::string(code);
  return std::string(language == Language::kIndonesian ? (*group)->title_id : (*group)->title_en);
}

std::string KindName(Language language, WorkKind kind) {
  switch (kind) {
    case WorkKind::kEmployment:
      return Say(language, "hubungan kerja", "employment");
    case WorkKind::kApprenticeship:
      return Say(language, "magang", "an apprenticeship");
    case WorkKind::kPartnership:
      return Say(language, "kemitraan", "a partnership");
    case WorkKind::kSelfEmploymentSupport:
      return Say(language, "dukungan wirausaha", "support for self-employment");
    case WorkKind::kUnknown:
      break;
  }
  return Say(language, "jenis pekerjaan belum diketahui", "a kind of work that is not known");
}

std::string ArrangementName(Language language, Arrangement arrangement) {
  switch (arrangement) {
    case Arrangement::kOnSite:
      return Say(language, "di tempat kerja", "on site");
    case Arrangement::kHybrid:
      return Say(language, "campuran", "hybrid");
    case Arrangement::kRemote:
      return Say(language, "jarak jauh", "remote");
    case Arrangement::kUnknown:
      break;
  }
  return Say(language, "pengaturan tempat belum diketahui", "an arrangement that is not known");
}

std::string HoursName(Language language, WorkHours hours) {
  switch (hours) {
    case WorkHours::kFullTime:
      return Say(language, "penuh waktu", "full time");
    case WorkHours::kPartTime:
      return Say(language, "paruh waktu", "part time");
    case WorkHours::kUnknown:
      break;
  }
  return Say(language, "jam kerja belum diketahui", "hours that are not known");
}

std::string DemandPhrase(Language language, const FunctionReason& reason) {
  const std::string level = std::to_string(reason.demand.value_or(0));
  std::string phrase = Say(language, "{0} tingkat {1}", "{0} at level {1}",
                           {GapOf(language, reason.function), level});
  if (reason.origin == DemandOrigin::kAssumed) {
    phrase += Say(language, " (diperkirakan dari kelompok pekerjaan)",
                  " (assumed from the occupation group)");
  } else if (!reason.task.empty()) {
    phrase += " (" + reason.task + ")";
  }
  return phrase;
}

std::string FunctionSentence(Language language, const FunctionReason& reason) {
  if (!reason.demand) return UnknownDemand(language, reason);
  if (*reason.demand == 0) {
    return Say(language, "Pekerjaan ini tidak membutuhkan kemampuan {0}.",
               "This work does not need {0}.", {GapOf(language, reason.function)});
  }
  const std::string demand = DemandPhrase(language, reason);
  const std::string begin =
      reason.essential ? Say(language, "Pekerjaan ini membutuhkan kemampuan {0}; ",
                             "This work needs {0}; ", {demand})
                       : Say(language, "Tugas tambahan pekerjaan ini membutuhkan kemampuan {0}; ",
                             "A marginal task of this work needs {0}; ", {demand});
  if (!reason.capacity) {
    return begin +
           Say(language, "kemampuan Anda belum ditanyakan.", "you have not been asked about this.");
  }
  return begin +
         Say(language, "kemampuan Anda {0}; ", "you have {0}; ",
             {std::to_string(*reason.capacity)}) +
         FunctionOutcome(language, reason);
}

std::string ContextSentence(Language language, const ContextReason& reason) {
  const std::string_view label = Vocabulary::Get().context(reason.context).label.in(language);
  std::string begin =
      Say(language, "Di tempat kerja ini ada {0}", "This workplace has {0}", {label});
  if (reason.origin == DemandOrigin::kAssumed) {
    begin += Say(language, " (diperkirakan dari kelompok pekerjaan)",
                 " (assumed from the occupation group)");
  }
  begin += "; ";
  switch (reason.tolerance) {
    case ToleranceLevel::kYes:
      return begin +
             Say(language, "ini tidak menjadi masalah bagi Anda.", "this is all right for you.");
    case ToleranceLevel::kUnknown:
      return begin + Say(language, "Anda belum ditanya tentang ini.",
                         "you have not been asked about this.");
    case ToleranceLevel::kLimited:
      return begin +
             Say(language, "bagi Anda ini bisa dengan akomodasi; ",
                 "for you this works with an accommodation; ") +
             ContextOutcome(language, reason);
    case ToleranceLevel::kNo:
      break;
  }
  return begin + Say(language, "bagi Anda ini tidak cocok; ", "this is not all right for you; ") +
         ContextOutcome(language, reason);
}

std::string SummarySentence(Language language, const Explanation& explanation) {
  const std::string tier = TierSentence(language, explanation);
  if (!explanation.excluded_by) return tier;
  for (const ConditionReason& reason : explanation.conditions) {
    if (reason.condition == *explanation.excluded_by) {
      return Say(language, "Lowongan ini tidak ditampilkan karena satu syarat: {0} {1}",
                 "This opening is left out because of one condition: {0} {1}",
                 {reason.sentence, tier});
    }
  }
  return tier;
}

}  // namespace setara
