"""What every municipality starts with and changes as it likes: lists that are data."""
