// How numbers and days are written in Indonesian letters. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "matcher/domain/date.h"

namespace setara {

// "1.234.567".
std::string IndonesianNumber(int64_t number);

// "30 Juni 2024".
std::string IndonesianDate(Date date);

// "30 Juni 2024 pukul 09.05 WIB".
std::string IndonesianInstant(Instant instant);

// `text` with each "{name}" replaced by its value. A name without a value stays as it is, so that a
// test sees it.
std::string Filled(std::string_view text, const std::map<std::string, std::string>& values);

}  // namespace setara
