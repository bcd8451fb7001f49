// Repairs for text that comes from spreadsheets, portals and scrapers. Nothing here guesses a
// meaning; each function says exactly what it changes. Lengths are bytes, text is UTF-8 unless
// said otherwise. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace setara {

// One space for each run of white space (ASCII, no-break and zero-width spaces), none at the ends.
// Line breaks stay (at most two in a row) when `keep_lines`.
std::string CollapseSpace(std::string_view text, bool keep_lines = false);

// `text` with ASCII letters in lower case; other bytes unchanged.
std::string AsciiLower(std::string_view text);

// Undoes UTF-8 that was read as Latin-1 or Windows-1252 and written again: "RpÂ 5" -> "Rp 5".
// Only sequences that form one valid character are replaced, so sound text stays as it is.
std::string RepairMojibake(std::string_view text);

// Visible text of an HTML fragment: tags dropped (script and style with their content), block ends
// and <br> become line breaks, list items start with "- ", named and numeric entities decoded.
// Text without tags only has its entities decoded. An unclosed tag is text.
std::string HtmlToText(std::string_view html);

// Words that are written all in capitals or all in lower case get a capital and small letters;
// words of at most three letters ("PT", "IT", "ADM") and mixed spellings stay when the text is in
// capitals. For titles that a source lower-cased or shouts.
std::string TitleCase(std::string_view text);

// The parts of `text` between `separator`s, trimmed, empty ones left out.
std::vector<std::string> SplitTrimmed(std::string_view text, std::string_view separator);

// The longest start of `text` of at most `bytes` that does not cut a character.
std::string_view ClipUtf8(std::string_view text, size_t bytes);

// Decodes the character at `*position` of valid UTF-8 and moves past it.
char32_t NextCodePoint(std::string_view text, size_t* position);

// Appends `code` (at most U+10FFFF) as UTF-8.
void AppendUtf8(char32_t code, std::string* out);

}  // namespace setara
