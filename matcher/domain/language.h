// The languages that every text meant for people exists in.
#pragma once

namespace setara {

enum class Language { kIndonesian, kEnglish };

}  // namespace setara
