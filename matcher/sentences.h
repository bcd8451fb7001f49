// The sentences of an explanation, in Indonesian and English: plain, respectful, said to the person
// ("Anda", "you"), so that a counselor can read them out. Nothing here decides anything. Pure;
// thread-safe.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/conditions.h"
#include "matcher/domain/language.h"
#include "matcher/explain.h"

namespace setara {

// The pattern of the language with {0}, {1}, ... replaced by `parts`.
std::string Say(Language language, std::string_view indonesian, std::string_view english,
                std::initializer_list<std::string_view> parts = {});

// "a", "a dan b", "a, b dan c" ("and" in English; "atau", "or" when `any`).
std::string Join(Language language, const std::vector<std::string>& items, bool any = false);

// The accommodations as they stand inside a sentence, joined.
std::string Phrases(Language language, const std::vector<AccommodationId>& accommodations,
                    bool any = false);

// "Rp2.500.000" or "Rp2,500,000".
std::string Rupiah(Language language, int64_t rupiah);

// Whole kilometres, rounded to the nearest; below one "kurang dari 1 km".
std::string Kilometres(Language language, int64_t metres);

// The name of an occupation group, or its code when the table has none.
std::string OccupationName(Language language, std::string_view code);

std::string KindName(Language language, WorkKind kind);
std::string ArrangementName(Language language, Arrangement arrangement);
std::string HoursName(Language language, WorkHours hours);

// What the work asks of one function and what became of it; reads every field but the sentence.
std::string FunctionSentence(Language language, const FunctionReason& reason);
std::string ContextSentence(Language language, const ContextReason& reason);

// One or two sentences for the pair.
std::string SummarySentence(Language language, const Explanation& explanation);

// "menangkap pesan lisan tingkat 3 (menerima pesanan tamu)", "following speech at level 3 (...)".
std::string DemandPhrase(Language language, const FunctionReason& reason);

}  // namespace setara
