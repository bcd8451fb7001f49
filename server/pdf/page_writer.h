// A sheet of paper after another, and text on it. Where Cairo, Pango and fontconfig stop.
// Internal to server/pdf. One thread at a time.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <memory>
#include <string>

#include "server/document/document.h"

namespace setara::pdf {

// In points, 1/72 inch. A4 and margins of 2.5 cm, our default for official letters.
inline constexpr double kPageWidth = 595.28, kPageHeight = 841.89;
inline constexpr double kMargin = 71, kTop = 57, kBottom = 68;
inline constexpr double kTextWidth = kPageWidth - 2 * kMargin;

struct TextStyle {
  double size = 10.5;
  bool bold = false;
  bool right = false;
  bool centred = false;
};

// Broken into lines of a width. Belongs to its writer.
class TextBlock {
 public:
  TextBlock(TextBlock&&) noexcept;
  ~TextBlock();
  int lines() const;
  // Of `count` lines from `first` on.
  double Height(int first, int count) const;
  double Height() const { return Height(0, lines()); }

 private:
  friend class PageWriter;
  struct Impl;
  explicit TextBlock(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class PageWriter {
 public:
  // FAILED_PRECONDITION (FONT_MISSING), INTERNAL.
  static absl::StatusOr<std::unique_ptr<PageWriter>> Create(const Document& document);
  ~PageWriter();

  TextBlock Break(const std::string& text, const TextStyle& style, double width) const;
  // Draws `count` lines from `first` on, the upper left corner at (x, y) from the top of the page.
  void Draw(const TextBlock& text, int first, int count, double x, double y);
  void Draw(const TextBlock& text, double x, double y) { Draw(text, 0, text.lines(), x, y); }
  void Line(double x1, double y1, double x2, double y2, double thickness);
  void Frame(double x, double y, double width, double height);
  void NewPage();

  // Structure for screen readers: "P", "H1", "Table", "TR", "TH", "TD", "L", "LI". Begins and ends
  // nest, and do not reach over a new page.
  void Begin(const char* tag);
  void End(const char* tag);

  // Ends the file and returns its bytes. Once.
  absl::StatusOr<std::string> Finish();

 private:
  struct Impl;
  explicit PageWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara::pdf
