"""Files people hand over, and the documents the product writes for them."""
