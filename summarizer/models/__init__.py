"""Everything that speaks to a language model: one seam with one method, and what stands behind it."""
