// Whether bytes from outside are text at all.
#pragma once

#include <string_view>

namespace setara {

// Well-formed UTF-8 (RFC 3629: no overlong forms, surrogates or values above U+10FFFF) without
// U+0000, which PostgreSQL cannot store. Pure; thread-safe.
bool IsText(std::string_view bytes);

}  // namespace setara
